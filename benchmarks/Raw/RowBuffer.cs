namespace Otel.EventSink.Benchmarks.Raw;

/// <summary>Rows in memory, ready to be bound without a copy: their texts and blobs lie in pinned blocks.</summary>
internal sealed unsafe class RowBuffer(int columns)
{
    private const int BlockSize = 16 << 20;
    private readonly List<Cell> _cells = [];
    private readonly List<byte[]> _blocks = [];
    private int _used = BlockSize;

    public int Columns => columns;

    public int Count => _cells.Count / columns;

    /// <summary>Takes over the row on which a statement stands.</summary>
    public void Add(nint statement)
    {
        for (var column = 0; column < columns; column++)
        {
            var type = Sqlite3.ColumnType(statement, column);
            _cells.Add(type switch
            {
                Sqlite3.Integer => new(type, Sqlite3.ColumnInteger(statement, column), 0),
                Sqlite3.Float => new(type, BitConverter.DoubleToInt64Bits(Sqlite3.ColumnFloat(statement, column)), 0),
                Sqlite3.Null => new(type, 0, 0),
                _ => Keep(type, new ReadOnlySpan<byte>(Sqlite3.ColumnBytes(statement, column), Sqlite3.ColumnLength(statement, column))),
            });
        }
    }

    public void Bind(nint statement, int row)
    {
        for (var column = 0; column < columns; column++)
        {
            var cell = _cells[row * columns + column];
            var index = column + 1;
            switch (cell.Type)
            {
                case Sqlite3.Integer: Sqlite3.BindInteger(statement, index, cell.Value); break;
                case Sqlite3.Float: Sqlite3.BindFloat(statement, index, BitConverter.Int64BitsToDouble(cell.Value)); break;
                case Sqlite3.Null: Sqlite3.BindNull(statement, index); break;
                case Sqlite3.Text: Sqlite3.BindText(statement, index, (byte*)cell.Value, cell.Length, 0); break;
                default: Sqlite3.BindBlob(statement, index, (byte*)cell.Value, cell.Length, 0); break;
            }
        }
    }

    private Cell Keep(int type, ReadOnlySpan<byte> bytes)
    {
        if (_blocks.Count == 0 || _used + bytes.Length > BlockSize)
        {
            _blocks.Add(GC.AllocateUninitializedArray<byte>(Math.Max(BlockSize, bytes.Length), pinned: true));
            _used = 0;
        }

        var place = _blocks[^1].AsSpan(_used, bytes.Length);
        bytes.CopyTo(place);
        _used += bytes.Length;
        // Null is not the same as empty to SQLite: a pinned block has an address even where nothing of it is used.
        fixed (byte* pointer = &_blocks[^1][Math.Min(_used - bytes.Length, _blocks[^1].Length - 1)])
            return new(type, (long)pointer, bytes.Length);
    }

    private readonly record struct Cell(int Type, long Value, int Length);
}
