using Otel.EventSink.Pipeline;

namespace Otel.EventSink.Tests;

/// <summary>A capture that fills its row as a test says.</summary>
internal sealed class RowItem(RowItem.Filler fill) : Captured
{
    public delegate void Filler(ref EventRow row, EventBatch batch);

    public override void Encode(EventBatch batch)
    {
        ref var row = ref batch.Add();
        row.System = "test";
        row.Type = "test.row";
        row.Severity = 9;
        fill(ref row, batch);
    }
}
