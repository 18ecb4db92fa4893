using SQLitePCL;

namespace Otel.EventSink.Storage.Text;

/// <summary>Writes the index of a window in one transaction: a crash leaves it out, and where another process was quicker, its index stays.</summary>
internal sealed class TextIndexWriter(sqlite3 db) : IDisposable
{
    private readonly WriteTransaction _transaction = new(db);
    private readonly Statement _indexedEnd = new(db, "SELECT end FROM text_window WHERE window = ?1");
    private readonly Statement _forgetParts = new(db, "DELETE FROM text_part WHERE id >= ?1 AND id < ?2");
    private readonly Statement _writeWindow = new(db, "INSERT OR REPLACE INTO text_window VALUES (?1, ?2, ?3, ?4, ?5)");
    private readonly Statement _writePart = new(db, "INSERT INTO text_part VALUES (?1, ?2)");
    private readonly Statement _writeGap = new(db, "INSERT OR IGNORE INTO text_gap VALUES (?1)");

    /// <param name="isRepair">Whether what is there is to be replaced, though it covers as many events.</param>
    public void Write(IndexedWindow window, TextDirectory directory, IReadOnlyList<byte[]> parts, bool isRepair = false)
    {
        _transaction.Begin();
        try
        {
            if (isRepair || IndexedEnd(window.Window) < window.End)
                Replace(window, directory, parts);
            _transaction.Commit();
        }
        catch
        {
            _transaction.RollBack();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_indexedEnd, _forgetParts, _writeWindow, _writePart, _writeGap])
            statement.Dispose();
        _transaction.Dispose();
    }

    private long IndexedEnd(long window)
    {
        _indexedEnd.Bind(1, window);
        var end = _indexedEnd.Step() ? _indexedEnd.Long(0) : 0;
        _indexedEnd.Reset();
        return end;
    }

    private void Replace(IndexedWindow window, TextDirectory directory, IReadOnlyList<byte[]> parts)
    {
        _forgetParts.Bind(1, TextWindow.PartId(window.Window, 0));
        _forgetParts.Bind(2, TextWindow.PartId(window.Window + 1, 0));
        _forgetParts.Run();
        for (var i = 0; i < parts.Count; i++)
        {
            _writePart.Bind(1, TextWindow.PartId(window.Window, i));
            _writePart.BindBlob(2, parts[i]);
            _writePart.Run();
        }

        _writeWindow.Bind(1, window.Window);
        _writeWindow.Bind(2, window.End);
        _writeWindow.Bind(3, window.FirstTime);
        _writeWindow.Bind(4, window.LastTime);
        _writeWindow.BindBlob(5, directory.ToBytes());
        _writeWindow.Run();
        if (window.IsComplete)
            return;
        // Events that were deleted before there was a trigger to note it.
        _writeGap.Bind(1, window.Window);
        _writeGap.Run();
    }
}
