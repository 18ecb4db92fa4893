namespace Otel.EventSink.Capture;

/// <summary>What is kept of an exception; taken on the caller's thread, because its members are code of the host's.</summary>
internal sealed record ExceptionSnapshot(string Type, string Message, string StackTrace)
{
    public static ExceptionSnapshot? Of(Exception? exception)
    {
        if (exception is null)
            return null;
        // StackTrace holds, as the OpenTelemetry convention asks, the whole text with inner exceptions.
        return new ExceptionSnapshot(
            exception.GetType().FullName ?? exception.GetType().Name,
            Try(exception, static e => e.Message),
            Try(exception, static e => e.ToString()));
    }

    private static string Try(Exception exception, Func<Exception, string?> read)
    {
        try
        {
            return read(exception) ?? "";
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return JsonValues.Threw(exception, e);
        }
    }
}
