using SQLitePCL;

namespace Otel.EventSink.Storage.Rollups;

/// <summary>
/// Counts what a transaction inserts by name and hour, and notes the blocks it is in. Other than the sums beside it, it counts in hours
/// with a hole too: names must be found there. Used by one thread.
/// </summary>
internal sealed class NameWriter(sqlite3 db) : IDisposable
{
    public const int BlockBits = 8;

    /// <summary>
    /// A name with more events than this in an hour is not looked for by its blocks, so that a transaction notes no more of them then. Most
    /// of the blocks are those of common names.
    /// </summary>
    public const int MaxInBlocks = 128;

    /// <summary>A power of two.</summary>
    private const int Slots = 4_096;

    private readonly Slot[] _slots = new Slot[Slots];
    private readonly List<int> _used = [];
    private readonly List<(long Hour, NameKind Kind, long Name, long Block)> _blocks = [];
    private readonly Statement _count = new(db, """
        INSERT INTO rollup_name (hour, kind, name, events) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT DO UPDATE SET events = events + excluded.events
        """);

    private readonly Statement _note = new(db, "INSERT OR IGNORE INTO rollup_name_block VALUES (?1, ?2, ?3, ?4)");

    public static long BlockOf(long sequence) => sequence >> BlockBits;

    /// <summary>At the beginning of a transaction: one that was rolled back may have left something.</summary>
    public void Begin()
    {
        foreach (var i in _used)
            _slots[i] = default;
        _used.Clear();
        _blocks.Clear();
    }

    /// <summary>For each event that is really inserted.</summary>
    public void Add(in RollupEvent e)
    {
        var hour = HourOf.Time(e.Time);
        var block = BlockOf(e.Sequence);
        Count(hour, NameKind.All, 0);
        Count(hour, NameKind.System, e.System, block);
        Count(hour, NameKind.Type, e.Type, block);
        Count(hour, NameKind.Severity, e.Severity, block);
        if (e.Component != 0)
            Count(hour, NameKind.Component, e.Component, block);
        if (e.Tags != 0)
            Count(hour, NameKind.Tags, e.Tags);
    }

    /// <summary>Before the commit.</summary>
    public void End()
    {
        foreach (var i in _used)
            Write(_slots[i]);
        foreach (var (hour, kind, name, block) in _blocks)
        {
            Bind(_note, hour, kind, name, block);
            _note.Run();
        }

        Begin();
    }

    public void Dispose()
    {
        _count.Dispose();
        _note.Dispose();
    }

    /// <summary>One look and one addition in most cases: a slot is found by its number, and one that another needs is written at once.</summary>
    private void Count(long hour, NameKind kind, long name, long block = -1)
    {
        var i = (int)((ulong)((name * 8 + (long)kind + hour * 64) * 0x5851F42D4C957F2D) >> 52);
        ref var slot = ref _slots[i];
        if (slot.Events == 0)
        {
            _used.Add(i);
            slot = new Slot { Hour = hour, Kind = kind, Name = name, Block = -1 };
        }
        else if (slot.Name != name || slot.Hour != hour || slot.Kind != kind)
        {
            Write(slot);
            slot = new Slot { Hour = hour, Kind = kind, Name = name, Block = -1 };
        }

        slot.Events++;
        if (slot.Block == block || slot.Events > MaxInBlocks)
            return;
        slot.Block = block;
        _blocks.Add((hour, kind, name, block));
    }

    private void Write(in Slot slot)
    {
        Bind(_count, slot.Hour, slot.Kind, slot.Name, slot.Events);
        _count.Run();
    }

    private static void Bind(Statement statement, long hour, NameKind kind, long name, long last)
    {
        statement.Bind(1, hour);
        statement.Bind(2, (long)kind);
        statement.Bind(3, name);
        statement.Bind(4, last);
    }

    private struct Slot
    {
        public long Hour;
        public NameKind Kind;
        public long Name;
        public long Events;
        public long Block;
    }
}
