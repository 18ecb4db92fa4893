namespace Otel.EventSink.Capture;

/// <summary>Whether somebody else decides which spans there are.</summary>
internal enum TracerPresence
{
    /// <summary>Nobody does.</summary>
    None,

    /// <summary>The host registered a tracer provider.</summary>
    Certain,

    /// <summary>None is registered, but one may be built by hand: passive from the moment OpenTelemetry's SDK shows itself.</summary>
    WhereSdkIsActive,
}
