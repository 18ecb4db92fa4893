using System.Collections;
using Microsoft.Extensions.Logging;
using Otel.EventSink.Capture;
using Otel.EventSink.Capture.States;

namespace Otel.EventSink.Tests;

/// <summary>States are read as bytes only where that is proved to give what their own list shows.</summary>
public class StateLayoutTests
{
    private static readonly object Site = new();
    private static readonly Delegate Callback = () => { };

    private static readonly Dictionary<string, Action<ILogger>> Shapes = new()
    {
        ["no values"] = logger => LoggerMessage.Define(LogLevel.Information, 1, "{{no}} values")(logger, null),
        ["bools and chars"] = logger => Define<bool, char, bool>("{A} {B,4} {C,-7}|")(logger, true, '\u00e4', false, null),
        ["small numbers"] = logger => Define<byte, sbyte, short>("{A:X2} {B} {C:N0}")(logger, 255, -128, short.MinValue, null),
        ["unsigned"] = logger => Define<ushort, uint, ulong>("{A} {B} {C}")(logger, 1, uint.MaxValue, ulong.MaxValue, null),
        ["the same type"] = logger => Define<int, int, int>("{A} {B} {C}")(logger, 1, 2, 3, null),
        ["fractions"] = logger => Define<float, double, decimal>("{A:F2} {B:E3} {C}")(logger, 1.5f, -2e-7, 12.340m, null),
        ["whole fractions"] = logger => Define<float, double, double>("{A} {B} {C}")(logger, 3, 5, double.NaN, null),
        ["wide"] = logger => Define<Guid, Int128, UInt128>("{A:N} {B} {C}")(logger, new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), Int128.MinValue, UInt128.MaxValue, null),
        ["times"] = logger => Define<DateTime, DateTimeOffset, TimeSpan>("{A:yyyy-MM-dd} {B} {C:c}")(
            logger, new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)), TimeSpan.FromSeconds(90), null),
        ["dates"] = logger => Define<DateOnly, TimeOnly, Half>("{A} {B:HH:mm} {C}")(logger, new DateOnly(2026, 1, 2), new TimeOnly(3, 4), (Half)1.5, null),
        ["enums"] = logger => Define<DayOfWeek, LogLevel, Wide>("{A} {B:D} {C}")(logger, DayOfWeek.Friday, LogLevel.Warning, Wide.Huge, null),
        ["enums without a name"] = logger => Define<DayOfWeek, AttributeTargets, Small>("{A} {B} {C}")(
            logger, (DayOfWeek)99, AttributeTargets.Class | AttributeTargets.Enum, Small.Less, null),
        ["texts"] = logger => Define<string?, string, string>("{A,8} {B:X2} {C}")(logger, null, "a\0b\ud800\"\\\n", "\U0001F600", null),
        ["nullables"] = logger => Define<int?, Guid?, DayOfWeek>("{A} {B} {C}")(logger, null, Guid.Empty, DayOfWeek.Monday, null),
        ["nullables with a value"] = logger => Define<int?, double?, DateTimeOffset?>("{A:X} {B} {C}")(logger, 255, 2.5, DateTimeOffset.UnixEpoch, null),
        ["a format that the type does not know"] = logger => Define<int, string, int>("{A} {B} {C:Q}")(logger, 1, "a", 2, null),
        ["holes of one name"] = logger => Define<int, string, int>("{A} {A} {A}")(logger, 1, "a", 2, null),
        ["braces"] = logger => Define<int, string, int>("{{{A}}} {{}} {B}}} {C}")(logger, 1, "a", 2, null),
        ["a name that sets a field"] = logger => Define<int, string, double>("{A} {correlation_id} {duration_ms}")(logger, 1, "abc", 2.5, null),
        ["six"] = logger => LoggerMessage.Define<string, int, Guid, bool, long, string>(LogLevel.Information, 1, "{A} {B} {C} {D} {E} {F}")(logger, "a", 1, Guid.Empty, true, 2, "f", null),
        ["six wide ones"] = logger => LoggerMessage.Define<Guid, Guid, decimal, Guid, DateTimeOffset, Guid>(LogLevel.Information, 1, "{A} {B} {C} {D} {E} {F}")(
            logger, new Guid(1, 0, 0, new byte[8]), new Guid(2, 0, 0, new byte[8]), 3, new Guid(4, 0, 0, new byte[8]), DateTimeOffset.UnixEpoch, Guid.Empty, null),
    };

    public static TheoryData<string> Names => [.. Shapes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task AStateIsReadAsItsOwnListAndFormatterHaveIt(string shape)
    {
        await using var recorder = new Recorder();
        // Twice: the second record of a call site is not handled as the first is.
        for (var i = 0; i < 2; i++)
        {
            Shapes[shape](recorder.Logger);
            Shapes[shape](new Plain(recorder.Logger));
        }

        var events = await recorder.EventsAsync();

        Assert.Equal(4, events.Count);
        Assert.Single(events.Select(e => (e.Title, e.Description, e.CorrelationId, e.Duration, e.Type)).Distinct());
        Assert.Single(events.Select(e => string.Join(' ', e.Metadata.Where(m => m.Key != "resource").OrderBy(m => m.Key).Select(m => $"{m.Key}={m.Value}"))).Distinct());
        Assert.Equal(1L, Stored.Scalar(recorder.Database, "SELECT count(DISTINCT ifnull(data, '')) FROM events"));
    }

    [Fact]
    public void AStateLikeTheFrameworksHasALayout()
    {
        var state = new Honest<int, string>(Site, 1, "a");
        var layout = StateLayout<Honest<int, string>>.Find(state, Callback);

        var log = new LogCapture();
        layout!.Copy(ref state, log);
        Assert.Equal(((IReadOnlyList<KeyValuePair<string, object?>>)state).ToArray(), ((IReadOnlyList<KeyValuePair<string, object?>>)layout.Rebuild(log)).ToArray());
    }

    [Fact]
    public void AStateWhoseListShowsOtherValuesThanItsFieldsHasNone()
    {
        Assert.Null(StateLayout<Swapped<int, int>>.Find(new(Site, 1, 2), Callback));
        Assert.Null(StateLayout<Swapped<string, string>>.Find(new(Site, "a", "b"), Callback));
        Assert.Null(StateLayout<Doubling<int>>.Find(new(Site, 1), Callback));
    }

    [Fact]
    public void AStateWithMoreInItThanItsListShowsHasNone() =>
        Assert.Null(StateLayout<Larger<int>>.Find(new(Site, 1, 2), Callback));

    [Fact]
    public void AStateWithAValueThatMayRunCodeHasNone() =>
        Assert.Null(StateLayout<Honest<int, Uri>>.Find(new(Site, 1, new Uri("http://a/")), Callback));

    [Fact]
    public void AStateWhoseListThrowsHasNone() =>
        Assert.Null(StateLayout<Honest<int, string>>.Find(new(null!, 1, "a"), Callback));

    /// <summary>A logger in between may say something else of the very same state.</summary>
    [Fact]
    public async Task AFormatterOfSomebodyElsesIsAsked()
    {
        await using var recorder = new Recorder();
        var define = Define<int, int, int>("{A} {B} {C}");
        define(recorder.Logger, 1, 2, 3, null);
        define(new Shouting(recorder.Logger), 1, 2, 3, null);
        new Shouting(recorder.Logger).LogInformation("{A}", "quiet");

        Assert.Equal(["1 2 3", "1 2 3!", "quiet!"], (await recorder.EventsAsync()).Select(e => e.Description));
    }

    private static Action<ILogger, T0, T1, T2, Exception?> Define<T0, T1, T2>(string template) =>
        LoggerMessage.Define<T0, T1, T2>(LogLevel.Information, 1, template);

    private enum Small : sbyte
    {
        Less = -5,
    }

    private enum Wide : ulong
    {
        Huge = ulong.MaxValue,
    }

    /// <summary>Hides the type of the state and the framework's formatter: everything is then read and rendered at once, by the host's own code.</summary>
    private sealed class Plain(ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            inner.Log<object?>(logLevel, eventId, state, exception, (_, e) => formatter(state, e));
    }

    private sealed class Shouting(ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            inner.Log(logLevel, eventId, state, exception, (s, e) => formatter(s, e) + "!");
    }
}
