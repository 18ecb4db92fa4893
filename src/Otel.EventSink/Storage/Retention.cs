using Otel.EventSink.Diagnostics;

namespace Otel.EventSink.Storage;

/// <summary>
/// Deletes the oldest events until age and size are within their limits, and gives the space back to the file system. Works in slices,
/// each a transaction of its own of some milliseconds, with a connection of its own: the writer goes on in between.
/// </summary>
internal sealed class Retention(string path, Failures failures)
{
    /// <summary>Pages that are given back at once, 1 MiB: moving them takes the write lock.</summary>
    private const int PagesPerSlice = 256;

    /// <summary>Slices between two looks at the log, which grows by what is deleted too.</summary>
    private const int SlicesPerCheckpoint = 20;

    private const int SliceSize = 500;

    /// <param name="before">Unix time in ns; what happened earlier goes. Null: age does not matter.</param>
    /// <param name="maxBytes">What the events may take on the disk. Null: size does not matter.</param>
    /// <returns>How many events were deleted.</returns>
    public long Run(long? before, long? maxBytes, CancellationToken ct)
    {
        using var deletion = new Deletion(path);
        long total = 0;
        for (var slices = 1; ; slices++)
        {
            ct.ThrowIfCancellationRequested();
            var limit = maxBytes is { } bytes && deletion.LiveBytes() > bytes ? long.MaxValue : before ?? long.MinValue;
            var deleted = deletion.DeleteSlice(limit, SliceSize);
            if (deleted == 0)
                break;
            total += deleted;
            if (slices % SlicesPerCheckpoint == 0)
                deletion.MoveLog();
        }

        GiveBack(deletion, ct);
        return total;
    }

    private void GiveBack(Deletion deletion, CancellationToken ct)
    {
        try
        {
            for (var slices = 1; deletion.FreePages() is var free and > 0; slices++)
            {
                ct.ThrowIfCancellationRequested();
                deletion.Shrink(PagesPerSlice);
                // A file from before the mode was set, or a reader that holds on: no use in trying for ever.
                if (deletion.FreePages() >= free)
                    break;
                if (slices % SlicesPerCheckpoint == 0)
                    deletion.MoveLog();
            }

            deletion.MoveLog();
        }
        catch (SqliteError e)
        {
            // The events are deleted; the space comes back another time.
            failures.Report("retention", $"Free space of '{path}' could not be given back: {e.Message}. {e.Advice}", e);
        }
    }
}
