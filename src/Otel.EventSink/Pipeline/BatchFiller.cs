using Otel.EventSink.Diagnostics;

namespace Otel.EventSink.Pipeline;

/// <summary>Takes what waits in the queue and encodes it. Used by one thread at a time: the queue has a single consumer.</summary>
internal sealed class BatchFiller(EventQueue queue, Accounting accounting, Failures failures)
{
    private const int MaxBatch = 10_000;
    private const int MaxBatchBytes = 16 << 20;

    /// <summary>Fills an empty batch with what is there; does not wait.</summary>
    public void Fill(EventBatch batch)
    {
        bool outOfOrder = false, taken = false;
        var start = (int)queue.Taken().Main;
        while (batch.Count < MaxBatch && batch.Bytes < MaxBatchBytes && queue.TryTake(out var item, out var fromReserve))
        {
            outOfOrder |= fromReserve;
            taken = true;
            // An error that came when so many ordinary ones had come stands before the next of these.
            Encode(item, batch, arrival: 2L * (item.Place - start) + (fromReserve ? 0 : 1));
        }

        batch.Taken = queue.Taken();
        if (outOfOrder)
            batch.SortByArrival();
        // Also where nothing of it could be encoded: the places are free all the same, and an awaiting producer hears only this.
        if (taken)
            queue.AnnounceRoom();
    }

    private void Encode(Captured item, EventBatch batch, long arrival)
    {
        var count = batch.Count;
        try
        {
            item.Encode(batch);
            foreach (ref var row in batch.Rows[count..])
                row.Arrival = arrival;
            if (item.Waiter is { } waiter)
                batch.Rows[count].Waiter = waiter;
        }
        catch (Exception e)
        {
            // One that cannot be encoded must not take the others with it.
            batch.TruncateTo(count);
            accounting.Drop(DropReason.CaptureFailed);
            item.Waiter?.Dropped(DropReason.CaptureFailed);
            failures.Report("capture", $"An event could not be encoded and was dropped: {e.GetType().Name}: {e.Message}", e);
        }

        item.Release();
    }
}
