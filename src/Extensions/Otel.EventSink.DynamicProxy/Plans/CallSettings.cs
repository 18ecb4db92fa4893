namespace Otel.EventSink.DynamicProxy.Plans;

/// <summary>The options as they were when the interception was set up; equal ones share their proxy types.</summary>
internal sealed record CallSettings(SourceSystem? System, bool OnlyMarked, bool Arguments, bool Results, int MaxValueLength)
{
    public static CallSettings Of(InterceptionOptions options)
    {
        options.Validate();
        return new CallSettings(options.System, options.OnlyMarked, options.Arguments, options.Results, options.MaxValueLength);
    }
}
