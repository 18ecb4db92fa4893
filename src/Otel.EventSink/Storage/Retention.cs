using Otel.EventSink.Diagnostics;

namespace Otel.EventSink.Storage;

/// <summary>
/// Deletes the oldest events until age and size are within their limits, and gives the space back to the file system. Works in slices,
/// each a transaction of its own of some milliseconds: the writer goes on in between.
/// </summary>
internal sealed class Retention(string path, WriteTurn turn, LogMover mover, Failures failures, TimeProvider time)
{
    private const int FirstEvents = 100;
    private const int MaxEvents = 10_000;
    private const int FirstPages = 64;
    private const int MaxPages = 4_096;

    /// <param name="before">Unix time in ns; what happened earlier goes. Null: age does not matter.</param>
    /// <param name="maxBytes">What the events may take on the disk. Null: size does not matter.</param>
    public RetentionResult Run(long? before, long? maxBytes, CancellationToken ct)
    {
        using var deletion = new Deletion(path, mover);
        var slices = new Slices(deletion, turn, mover, time, ct);
        var deleted = before is { } cutoff ? DeleteBefore(deletion, slices, cutoff) : 0;
        if (maxBytes is { } bytes)
            deleted += DeleteDownTo(deletion, slices, bytes);
        RemoveLeftovers(deletion, slices);
        GiveBack(deletion, slices);
        return new RetentionResult(deleted, slices.Count, slices.Longest);
    }

    private static long DeleteBefore(Deletion deletion, Slices slices, long time)
    {
        var pace = new SlicePace(FirstEvents, MaxEvents);
        long total = 0;
        while (slices.Run(pace, (size, isTimeUp) => deletion.DeleteOldest(time, size, isTimeUp)) is var deleted and > 0)
            total += deleted;
        return total;
    }

    private static long DeleteDownTo(Deletion deletion, Slices slices, long maxBytes)
    {
        var pace = new SlicePace(FirstEvents, MaxEvents);
        long total = 0;
        var perEvent = 0.0;
        for (var live = deletion.LiveBytes(); live > maxBytes;)
        {
            // No more than it takes, by what the last ones took.
            var enough = perEvent > 0 ? (int)Math.Clamp((live - maxBytes) / perEvent, 1, MaxEvents) : MaxEvents;
            var deleted = slices.Run(pace, (size, isTimeUp) => deletion.DeleteOldest(long.MaxValue, Math.Min(size, enough), isTimeUp));
            if (deleted == 0)
                break;
            total += deleted;
            var left = deletion.LiveBytes();
            perEvent = Math.Max(perEvent, (live - left) / (double)deleted);
            live = left;
        }

        return total;
    }

    private static void RemoveLeftovers(Deletion deletion, Slices slices)
    {
        var pace = new SlicePace(1, 1);
        while (slices.Run(pace, (_, _) => deletion.RemoveLeftovers()) > 0)
        {
        }
    }

    private void GiveBack(Deletion deletion, Slices slices)
    {
        try
        {
            var pace = new SlicePace(FirstPages, MaxPages);
            while (slices.Run(pace, deletion.Shrink) > 0)
            {
            }

            slices.MoveLog(toTheEnd: true);
        }
        catch (SqliteError e)
        {
            // The events are deleted; the space comes back another time.
            failures.Report("retention", $"Free space of '{path}' could not be given back: {e.Message}. {e.Advice}", e);
        }
    }
}

/// <param name="Deleted">How many events.</param>
/// <param name="Slices">In how many transactions.</param>
/// <param name="LongestSlice">How long one of them held the write lock at most.</param>
internal sealed record RetentionResult(long Deleted, int Slices, TimeSpan LongestSlice);
