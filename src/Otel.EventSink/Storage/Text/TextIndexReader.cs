namespace Otel.EventSink.Storage.Text;

/// <summary>Reads the index. For one search, inside its snapshot.</summary>
internal sealed class TextIndexReader(SqliteReader reader) : IDisposable
{
    private readonly Statement _windows = reader.Prepare("""
        SELECT w.window, w.end, w.first_time, w.last_time, g.window IS NULL
        FROM text_window w LEFT JOIN text_gap g ON g.window = w.window
        ORDER BY w.window DESC
        """);
    private readonly Statement _directory = reader.Prepare("SELECT directory FROM text_window WHERE window = ?1");
    private readonly Statement _parts = reader.Prepare("SELECT id, data FROM text_part WHERE id BETWEEN ?1 AND ?2");
    private readonly ByteWriter _buffer = new();

    public delegate void BlockAction(WordBlock block, ReadOnlySpan<byte> bytes);

    /// <summary>The newest first.</summary>
    public IReadOnlyList<IndexedWindow> Windows()
    {
        var windows = new List<IndexedWindow>();
        while (_windows.Step())
            windows.Add(new IndexedWindow(_windows.Long(0), _windows.Long(1), _windows.Long(2), _windows.Long(3), _windows.Long(4) == 1));
        _windows.Reset();
        return windows;
    }

    public TextDirectory Directory(long window)
    {
        _directory.Bind(1, window);
        try
        {
            return _directory.Step() ? TextDirectory.Read(_directory.Bytes(0)) : throw new InvalidDataException($"The text index of window {window} is gone.");
        }
        finally
        {
            _directory.Reset();
        }
    }

    /// <summary>Reads successive blocks.</summary>
    public void Blocks(long window, ReadOnlySpan<WordBlock> blocks, BlockAction action)
    {
        var next = 0;
        _parts.Bind(1, TextWindow.PartId(window, blocks[0].Part));
        _parts.Bind(2, TextWindow.PartId(window, blocks[^1].Part));
        try
        {
            while (_parts.Step())
                action(blocks[next++], _parts.Bytes(1));
        }
        finally
        {
            _parts.Reset();
        }

        if (next != blocks.Length)
            throw new InvalidDataException($"The text index of window {window} lacks {blocks.Length - next} parts.");
    }

    /// <summary>Valid until the next call.</summary>
    /// <param name="firstPart">The part in which the postings of the window begin.</param>
    public ReadOnlySpan<byte> Posting(long window, int firstPart, long position, int length)
    {
        var start = (int)(position % WordBlockWriter.PartBytes);
        var part = firstPart + (int)(position / WordBlockWriter.PartBytes);
        _parts.Bind(1, TextWindow.PartId(window, part));
        _parts.Bind(2, TextWindow.PartId(window, part + (start + length - 1) / WordBlockWriter.PartBytes));
        _buffer.Clear();
        while (_parts.Step())
            _buffer.Bytes(_parts.Bytes(1));
        _parts.Reset();
        return start + length <= _buffer.Length
            ? _buffer.Span.Slice(start, length)
            : throw new InvalidDataException($"The text index of window {window} lacks postings.");
    }

    public void NoteDamaged(long window) => reader.TextDamaged?.Invoke(window);

    public void Dispose()
    {
        _windows.Dispose();
        _directory.Dispose();
        _parts.Dispose();
    }
}

/// <param name="End">The first sequence number beyond it.</param>
/// <param name="FirstTime">Unix time in ns of its oldest event.</param>
/// <param name="LastTime">Of its newest.</param>
/// <param name="IsComplete">Whether all events of the index are still there.</param>
internal readonly record struct IndexedWindow(long Window, long End, long FirstTime, long LastTime, bool IsComplete)
{
    public long Start => TextWindow.Start(Window);

    public int FirstOffset => TextWindow.FirstOffset(Window);

    public int EndOffset => (int)(End - Start);
}
