using System.Globalization;

namespace Otel.EventSink.Soak;

internal enum Outcome
{
    Held,
    Broken,
    Skipped,
}

/// <summary>What is printed of a promise: one line.</summary>
internal sealed record Result(Promise Promise, Outcome Outcome, long Tried, long Lost, TimeSpan Time, string? Note)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Promise.Name,-4} {Promise.Text,-60} {Tried,10:n0} tried, {Lost:n0} lost, {Outcome.ToString().ToLowerInvariant()} ({Time.TotalSeconds:n1} s){(Note is null ? "" : ": " + Note)}");
}
