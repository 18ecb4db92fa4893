using System.Diagnostics;

namespace Otel.EventSink.Soak;

internal static class Runner
{
    public static async Task<Result> RunAsync(Promise promise, SoakOptions options)
    {
        if (promise.Missing() is { } missing)
            return new Result(promise, Outcome.Skipped, 0, 0, TimeSpan.Zero, missing);
        var folder = Directory.CreateTempSubdirectory("eventsink-soak-");
        var run = new Run(options.Tries ?? (options.IsSmall ? promise.Small : promise.Whole), options.Seed, folder.FullName);
        var started = Stopwatch.GetTimestamp();
        try
        {
            await promise.RunAsync(run);
            var outcome = run.Lost == 0 ? Outcome.Held : Outcome.Broken;
            return new Result(promise, outcome, run.Tried, run.Lost, Stopwatch.GetElapsedTime(started), run.Note);
        }
        catch (Exception e)
        {
            var what = e is BrokenPromiseException ? e.Message : e.ToString();
            return new Result(promise, Outcome.Broken, run.Tried, run.Lost, Stopwatch.GetElapsedTime(started), $"with --seed {options.Seed}: {what}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
