namespace Otel.EventSink.Soak.Replay;

/// <summary>Events of several producers, each numbered from 1, that can be told apart in a database without reading their text.</summary>
internal static class NumberedEvents
{
    public const string Database = "events.db";
    public const int Producers = 3;

    /// <summary>The one whose events are errors, which have a lane of their own in the pipeline.</summary>
    public const int OfErrors = Producers - 1;

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static string NameOf(int producer) => $"producer-{producer}";

    public static DateTimeOffset TimeOf(long number) => Start + TimeSpan.FromSeconds(5 * number);

    public static Event New(int producer, long number, int textLength = 0) => new()
    {
        System = new("soak"),
        Type = new("soak.numbered"),
        Title = $"event {number} of {producer}",
        Description = new string((char)('a' + number % 26), textLength),
        Severity = producer == OfErrors ? Severity.Error : Severity.Info,
        SourceComponent = NameOf(producer),
        CorrelationId = $"{producer}-{number / 10}",
        Timestamp = TimeOf(number),
        // In which the number is found again.
        Duration = TimeSpan.FromTicks(number),
        Tags = number % 5 == 0 ? ["fifth"] : [],
    };
}
