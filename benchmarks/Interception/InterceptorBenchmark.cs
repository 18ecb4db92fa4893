using Otel.EventSink.Benchmarks.Callers;
using Otel.EventSink.Capture;

namespace Otel.EventSink.Benchmarks.Interception;

/// <summary>
/// What a call through an interface costs the thread that makes it, by what stands before it, in turn. Without spans, and with the
/// collector's listener, with which the end of a call is a span.
/// </summary>
internal static class InterceptorBenchmark
{
    private const string Waiting = "waiting_task";

    private static readonly (string Name, Action<ICalls, int> Run)[] Shapes =
    [
        ("plain", static (c, n) => { for (var i = 0; i < n; i++) c.Plain(i); }),
        ("done_task", static (c, n) => { for (var i = 0; i < n; i++) c.DoneTask(i).GetAwaiter().GetResult(); }),
        ("done_value_task", static (c, n) => { for (var i = 0; i < n; i++) c.DoneValueTask(i).GetAwaiter().GetResult(); }),
        (Waiting, static (c, n) => WaitAsync(c, n).GetAwaiter().GetResult()),
    ];

    public static async Task<object> RunAsync(Arguments arguments)
    {
        var rounds = arguments.Int("rounds", 21);
        var burst = arguments.Int("burst", 4_096);
        return new { burst, without_spans = await MeasureAsync(rounds, burst, spans: false), with_spans = await MeasureAsync(rounds, burst, spans: true) };
    }

    private static async Task<object> MeasureAsync(int rounds, int burst, bool spans)
    {
        using var folder = new WorkFolder();
        await using var collector = EventCollector.Open(folder[spans ? "spans.db" : "events.db"]);
        if (spans)
            collector.ListenToSpans(TracerPresence.None);
        var targets = InterceptionTargets.All(collector);
        var figures = Shapes.ToDictionary(s => s.Name, _ => new BurstFigures());
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (name, run) in Shapes)
                foreach (var target in targets)
                {
                    // As on the recorder's own threads, where a call is intercepted and nothing is recorded: what is left is the proxying.
                    // A call that waits goes on elsewhere, where it is.
                    var isSilent = target.Name == InterceptionTargets.Silent;
                    if (isSilent && name == Waiting)
                        continue;
                    CaptureThread.Current.IsOwn = isSilent;
                    figures[name].Add(target.Name, burst, () => run(target.Calls, burst));
                    CaptureThread.Current.IsOwn = false;
                    if (target.Records)
                        await collector.FlushAsync();
                }
        }

        return figures.ToDictionary(f => f.Key, f => new
        {
            by_target = f.Value.Figures(),
            silent_over_castle = f.Key == Waiting ? (double?)null : f.Value.Ratio(InterceptionTargets.Silent, InterceptionTargets.Castle),
            off_over_castle = f.Value.Ratio(InterceptionTargets.Off, InterceptionTargets.Castle),
            ours_over_decorator = f.Value.Ratio(InterceptionTargets.Ours, InterceptionTargets.Decorator),
        });
    }

    private static async Task WaitAsync(ICalls calls, int count)
    {
        for (var i = 0; i < count; i++)
            await calls.WaitingTask(i);
    }
}
