
namespace Otel.EventSink.Soak.Promises;

/// <summary>
/// Bits of the database and of its log are flipped, or the files cut off, while a collector writes and reads, and between two of its runs.
/// It must never crash, hang or throw anything but an <see cref="EventStoreException"/>; what is recorded after a store was moved aside must
/// be in the one that took its place, and each store that was moved aside must have been told.
/// </summary>
internal static class Damage
{
    private const int BatchSize = 50;
    private const int MaxFlips = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static readonly Promise Promise = new(
        "R9", "damaged files: never a crash; moved aside, said, recording goes on", Small: 30, Whole: 1_000, RunAsync);

    private static async Task RunAsync(Run run)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < run.Tries; i++)
        {
            var folder = Directory.CreateDirectory(run.Path($"{i}"));
            var attempt = new DamageAttempt(Path.Combine(folder.FullName, "events.db"), new Random(run.Random.Next()), MaxFlips, BatchSize);
            try
            {
                var outcome = await attempt.RunAsync(i % 2 == 0).WaitAsync(Patience);
                counts[outcome] = counts.GetValueOrDefault(outcome) + 1;
            }
            catch (Exception e)
            {
                throw new BrokenPromiseException($"try {i}, {attempt.What}: {e}; told: {attempt.Told}");
            }

            run.Tried++;
            Run.Check(attempt.Lost == 0, $"try {i}, {attempt.What}: {attempt.Lost} events that were recorded afterwards are in no store");
            folder.Delete(recursive: true);
        }

        run.Note = string.Join(", ", counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Value} {c.Key}"));
    }
}
