using System.Runtime.InteropServices;

namespace Otel.EventSink.Soak.Replay;

/// <summary>What shim.c wrote down of a run, in the order in which it happened.</summary>
internal sealed class Record
{
    private readonly byte[] _bytes;

    private Record(byte[] bytes, List<Entry> entries)
    {
        _bytes = bytes;
        Entries = entries;
    }

    public IReadOnlyList<Entry> Entries { get; }

    public static Record Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var entries = new List<Entry>();
        var headerSize = Marshal.SizeOf<Header>();
        for (var at = 0; at < bytes.Length;)
        {
            var header = MemoryMarshal.Read<Header>(bytes.AsSpan(at));
            at += headerSize;
            entries.Add(new Entry(header.Kind, header.File, header.Time, header.A, header.B, at, (int)header.Length));
            at += (int)header.Length;
        }

        return new Record(bytes, entries);
    }

    public ReadOnlySpan<byte> this[Entry entry] => Bytes(entry.At, entry.Length);

    public ReadOnlySpan<byte> Bytes(int at, int length) => _bytes.AsSpan(at, length);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Header(EntryKind Kind, int File, long Time, long A, long B, long Length);
}

internal enum EntryKind
{
    Create = 1,
    Unlink,
    Write,
    Truncate,
    SyncBegin,
    SyncEnd,
    Mark,
}

/// <param name="Kind">What happened.</param>
/// <param name="File">To which file; 0: the folder. Of a mark, which.</param>
/// <param name="Time">When, in ns.</param>
/// <param name="A">A write's offset, the size a file is cut to, which sync; of a mark, its first number.</param>
/// <param name="B">A sync's error, 0: none; of a mark, its second number.</param>
/// <param name="At">Where the bytes are: what was written, or the file's name.</param>
/// <param name="Length">How many.</param>
internal readonly record struct Entry(EntryKind Kind, int File, long Time, long A, long B, int At, int Length);
