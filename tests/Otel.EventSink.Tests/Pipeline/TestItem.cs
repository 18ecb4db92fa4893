using Otel.EventSink.Pipeline;

namespace Otel.EventSink.Tests;

/// <summary>A capture that is nothing but a title.</summary>
internal sealed class TestItem : Captured
{
    private int _released;

    public TestItem(string title, bool isError = false)
    {
        Title = title;
        IsError = isError;
    }

    public string Title { get; }

    public bool CannotBeEncoded { get; init; }

    /// <summary>How often the pipeline gave it back; once is right.</summary>
    public int Released => Volatile.Read(ref _released);

    public override void Encode(EventBatch batch)
    {
        ref var row = ref batch.Add();
        row.System = "test";
        row.Type = "test.item";
        row.Severity = IsError ? SeverityNumbers.Error : 9;
        row.Title = batch.Text(Title, 256);
        if (CannotBeEncoded)
            throw new InvalidOperationException("This item cannot be encoded.");
    }

    public override void Release() => Interlocked.Increment(ref _released);
}
