using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Otel.EventSink.Pipeline;

/// <summary>Rows on their way into the store, with one buffer for all their text. Reused by the writer; not thread-safe.</summary>
internal sealed class EventBatch : ISpares
{
    private const int FewRows = 256;

    /// <summary>A row takes some 200 bytes.</summary>
    private const int MaxIdleRows = 4_096;

    private readonly Utf8Buffer _buffer = new();
    private Utf8JsonWriter? _json;
    private EventRow[] _rows = new EventRow[FewRows];
    private int _jsonStart;

    /// <summary>The first of a process takes milliseconds, and a batch is made while a host starts: not before it is needed.</summary>
    private Utf8JsonWriter Json => _json ??= new Utf8JsonWriter(_buffer, new JsonWriterOptions
    {
        // The text goes into a database, not into a page: escaping beyond what JSON asks for would only make it longer.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    });

    public int Count { get; private set; }

    public int Bytes => _buffer.Length;

    /// <summary>Where the queue stood when this batch was filled: all before that is in this batch, or was committed with an earlier one.</summary>
    public QueueMark Taken { get; set; }

    public Span<EventRow> Rows => _rows.AsSpan(0, Count);

    /// <summary>All text of the rows; never empty, so that it has an address.</summary>
    public ReadOnlySpan<byte> Space => _buffer.Space;

    public ReadOnlySpan<byte> this[Slice slice] => _buffer.Span.Slice(slice.Start, slice.Length);

    public void Clear()
    {
        Array.Clear(_rows, 0, Count);
        Count = 0;
        _buffer.Clear();
    }

    /// <inheritdoc/>
    public bool HasSurplus => Count == 0 && (_buffer.HasSurplus || _rows.Length > MaxIdleRows);

    /// <summary>Called while the batch is empty, by whoever fills it.</summary>
    public void Trim()
    {
        if (!HasSurplus)
            return;
        _buffer.Trim();
        _rows = new EventRow[FewRows];
    }

    public ref EventRow Add()
    {
        if (Count == _rows.Length)
            Array.Resize(ref _rows, Count * 2);
        ref var row = ref _rows[Count++];
        row = default;
        row.Duration = EventRow.NoDuration;
        row.System = row.Type = "";
        return ref row;
    }

    /// <summary>Takes back what was added since there were <paramref name="count"/> rows; their text stays until the next clear.</summary>
    public void TruncateTo(int count)
    {
        Array.Clear(_rows, count, Count - count);
        Count = count;
    }

    /// <summary>Puts rows of several lanes into the order of their arrival; those of one moment stay as they are.</summary>
    public void SortByArrival()
    {
        // The sort is not stable by itself, and clocks are coarse.
        for (var i = 0; i < Count; i++)
            _rows[i].Position = i;
        Rows.Sort(static (a, b) => a.Arrival != b.Arrival ? a.Arrival.CompareTo(b.Arrival) : a.Position.CompareTo(b.Position));
    }

    /// <summary>Text as UTF-8, cut to <paramref name="maxLength"/> characters and marked if it is longer. NUL, at which SQL functions and clients stop, is shown as U+2400.</summary>
    public Slice Text(ReadOnlySpan<char> text, int maxLength)
    {
        var start = _buffer.Length;
        var cut = TextLimits.Cut(text, maxLength);
        Append(cut);
        if (cut.Length < text.Length)
            Append(TextLimits.Mark(text.Length));
        var written = _buffer.Written(start);
        if (written.Contains((byte)0))
        {
            var shown = Encoding.UTF8.GetString(written).Replace('\0', '\u2400');
            _buffer.Truncate(start);
            Append(shown);
        }

        return new Slice(start, _buffer.Length - start);
    }

    public Slice Bytes16(UInt128 value)
    {
        var start = _buffer.Length;
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(_buffer.GetSpan(16), value);
        _buffer.Advance(16);
        return new Slice(start, 16);
    }

    /// <summary>The writer for one JSON object, until <see cref="EndObject"/>.</summary>
    public Utf8JsonWriter BeginObject()
    {
        _jsonStart = _buffer.Length;
        var json = Json;
        json.Reset(_buffer);
        json.WriteStartObject();
        return json;
    }

    /// <summary>The slice of the object; empty if it has no members, which the store keeps as nothing at all.</summary>
    public Slice EndObject()
    {
        Json.WriteEndObject();
        Json.Flush();
        var length = _buffer.Length - _jsonStart;
        if (length > 2)
            return new Slice(_jsonStart, length);
        _buffer.Truncate(_jsonStart);
        return default;
    }

    private void Append(ReadOnlySpan<char> text)
    {
        // Lone surrogates become U+FFFD here.
        var space = _buffer.GetSpan(text.Length * 3);
        Utf8.FromUtf16(text, space, out _, out var written);
        _buffer.Advance(written);
    }
}
