using Castle.DynamicProxy;
using Otel.EventSink.DynamicProxy.Calls;

namespace Otel.EventSink.DynamicProxy.Shapes;

/// <summary>A method that is done when it returns.</summary>
internal sealed class PlainShape : ReturnShape
{
    protected override void Finish(IInvocation invocation, Call call) => call.CompleteWith(invocation.ReturnValue, invocation.Arguments);
}
