using System.Diagnostics;

namespace Otel.EventSink.Benchmarks.Query;

/// <summary>How long one question took: median of at least five warm rounds; of as many as patience allows where the reference takes seconds.</summary>
internal sealed record QuestionTimes(string Name, double Milliseconds, double? ReferenceMilliseconds)
{
    private const int Rounds = 5, MostRounds = 25;

    /// <summary>A method is compiled anew, and better, after some thirty calls: what is asked all day is asked warm.</summary>
    private const int WarmUps = 50;

    /// <summary>What takes less in all is asked more often.</summary>
    private const double Enough = 100;

    /// <summary>What the reference may take in all before it is left out of the rounds that follow.</summary>
    private const double Patience = 5_000;

    public static async Task<QuestionTimes> MeasureAsync(Question question, SqlStore? reference)
    {
        var (ours, theirs) = (new List<double>(), new List<double>());
        var answer = await question.Ask();
        var warming = Stopwatch.GetTimestamp();
        for (var i = 0; i < WarmUps && Stopwatch.GetElapsedTime(warming).TotalMilliseconds < 5 * Enough; i++)
            await question.Ask();
        for (var round = 0; round < Rounds || (round < MostRounds && ours.Sum() < Enough); round++)
        {
            var started = Stopwatch.GetTimestamp();
            await question.Ask();
            ours.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if (reference is null || theirs.Sum() > Patience)
                continue;
            started = Stopwatch.GetTimestamp();
            var expected = question.AskReference(reference);
            theirs.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if (answer != expected)
                throw new InvalidOperationException($"'{question.Name}' is answered differently: {Short(answer)} instead of {Short(expected)}.");
        }

        var times = new QuestionTimes(question.Name, Figures.Median(ours), theirs.Count > 0 ? Figures.Median(theirs) : null);
        Figures.Say($"{times.Milliseconds,10:n2} ms {times.ReferenceMilliseconds,10:n2} ms  {times.Name}");
        return times;
    }

    public object ToLine(EarlierLine? earlier) => new
    {
        name = Name,
        ms = Math.Round(Milliseconds, 3),
        reference_ms = ReferenceMilliseconds is { } other ? Math.Round(other, 3) : (double?)null,
        times_faster = ReferenceMilliseconds is { } slower ? Math.Round(slower / Milliseconds, 1) : (double?)null,
        times_slower_than_earlier = earlier?.Of(Name) is { } before ? Math.Round(Milliseconds / before, 2) : (double?)null,
    };

    private static string Short(string text) => text.Length > 200 ? text[..200] + "..." : text;
}
