namespace Otel.EventSink.Benchmarks.Callers;

/// <summary>
/// What a call costs the thread that makes it, the product and its peers in turn: median ns and bytes of bursts that fit every queue. The
/// bytes are those of the calling thread alone, which BenchmarkDotNet cannot tell from the others'.
/// </summary>
internal static class CallersBenchmark
{
    /// <summary>A quarter of the product's queue.</summary>
    public const int Burst = 16_384;

    public static Task<object> RunAsync(Arguments arguments)
    {
        var rounds = arguments.Int("rounds", 25);
        var burst = arguments.Int("burst", Burst);
        using var folder = new WorkFolder();
        var (generated, plain) = MeasureLogs(folder, rounds, burst);
        var spans = MeasureSpans(folder, rounds, burst);
        return Task.FromResult<object>(new
        {
            burst,
            generated = generated.Figures(),
            plain = plain.Figures(),
            span = spans.Figures(),
            ours_over_zlogger = generated.Ratio(LogTargets.Ours, LogTargets.ZLogger),
            ours_over_zlogger_plain = plain.Ratio(LogTargets.Ours, LogTargets.ZLogger),
            ours_over_opentelemetry_span = spans.Ratio(SpanTargets.Ours, SpanTargets.OpenTelemetry),
        });
    }

    private static (BurstFigures Generated, BurstFigures Plain) MeasureLogs(WorkFolder folder, int rounds, int burst)
    {
        var (generated, plain) = (new BurstFigures(), new BurstFigures());
        var targets = LogTargets.Names.Select(n => LogTargets.Make(n, folder)).ToList();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var target in targets)
            {
                generated.Add(target.Name, burst, () => target.Generated(burst));
                target.Drain();
                plain.Add(target.Name, burst, () => target.Plain(burst));
                target.Drain();
            }
        }

        targets.ForEach(t => t.Dispose());
        return (generated, plain);
    }

    private static BurstFigures MeasureSpans(WorkFolder folder, int rounds, int burst)
    {
        var spans = new BurstFigures();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var name in SpanTargets.Names)
            {
                using var target = SpanTargets.Make(name, folder);
                // It is new: everything that a burst needs is to have been needed before, as in a host that has run for a while.
                SpanTargets.Run(burst);
                target.Drain();
                spans.Add(name, burst, () => SpanTargets.Run(burst));
            }
        }

        return spans;
    }
}
