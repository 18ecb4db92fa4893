using Microsoft.Extensions.Logging;

namespace Otel.EventSink.Capture;

/// <summary>The words of the logging framework itself, by its own doing: the measure of <see cref="MessageTemplate"/>.</summary>
internal static class FrameworkText
{
    /// <summary>The one formatter that <c>LogInformation</c> and its like hand over.</summary>
    public static readonly object? Formatter = Probe.Log("probe", []).Formatter;

    /// <exception cref="FormatException">The template cannot be rendered with these values.</exception>
    public static string Render(string template, object?[] values) => Probe.Log(template, values).Render!();

    private sealed class Probe : ILogger
    {
        public object? Formatter { get; private set; }

        public Func<string>? Render { get; private set; }

        public static Probe Log(string template, object?[] values)
        {
            var probe = new Probe();
            LoggerExtensions.Log(probe, LogLevel.Information, template, values);
            return probe;
        }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Formatter = formatter;
            Render = () => formatter(state, exception);
        }
    }
}
