namespace Otel.EventSink.DynamicProxy.Registration;

/// <summary>The key of what stands behind a proxy. Equal to no other; its text is for the container's error messages.</summary>
internal sealed class TargetKey(string service)
{
    public override string ToString() => $"what InterceptWithEvents<{service}> stands before";
}
