namespace Otel.EventSink.Docs.Tests.Examples;

/// <summary>What examples write to instead of the terminal. Examples run one after the other.</summary>
public static class Console
{
    private static TextWriter s_out = TextWriter.Null;

    /// <summary>From now on everything written goes there; asked for its text by <c>ToString</c>.</summary>
    internal static StringWriter Capture()
    {
        var writer = new StringWriter { NewLine = "\n" };
        s_out = TextWriter.Synchronized(writer);
        return writer;
    }

    public static void WriteLine(object? value = null) => s_out.WriteLine(value);
}
