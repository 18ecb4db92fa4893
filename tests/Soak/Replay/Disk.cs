using System.Text;

namespace Otel.EventSink.Soak.Replay;

/// <summary>
/// A disk on which a record is played, and which can lose its power after any entry. What it promises is no more than POSIX does:
/// <list type="bullet">
/// <item>What was written to a file before a sync of it began is there once the sync has succeeded.</item>
/// <item>Of everything else any part may be there, in any order, down to sectors of 512 bytes; so may changes of the size.</item>
/// <item>After a sync that failed, what it was to write is never written by a later one: it stays as uncertain as it was. Only what is
/// written again counts again (Linux calls such pages clean).</item>
/// <item>A file's name is there, or gone, for certain once the folder was synced.</item>
/// </list>
/// Narrower than POSIX: bytes beside those written are not harmed (SQLite's powersafe overwrite), the folder itself exists, and a
/// change of the size counts with the next sync that succeeds.
/// </summary>
internal sealed class Disk(Record record)
{
    private readonly Dictionary<int, DiskFile> _files = [];
    private readonly Dictionary<string, int> _names = [];
    private readonly List<NameChange> _changes = [];
    private readonly Dictionary<long, int> _folderSyncs = [];

    public void Play(Entry entry)
    {
        switch (entry.Kind)
        {
            case EntryKind.Create:
                _files[entry.File] = new DiskFile(record);
                _changes.Add(new NameChange(Encoding.UTF8.GetString(record[entry]), entry.File));
                break;
            case EntryKind.Unlink:
                _changes.Add(new NameChange(Encoding.UTF8.GetString(record[entry]), null));
                break;
            case EntryKind.Write:
                _files[entry.File].Write(entry);
                break;
            case EntryKind.Truncate:
                _files[entry.File].Truncate(entry);
                break;
            case EntryKind.SyncBegin when entry.File == 0:
                _folderSyncs[entry.A] = _changes.Count;
                break;
            case EntryKind.SyncBegin:
                _files[entry.File].BeginSync(entry);
                break;
            case EntryKind.SyncEnd when entry.File == 0:
                EndFolderSync(entry);
                break;
            case EntryKind.SyncEnd:
                _files[entry.File].EndSync(entry);
                break;
        }
    }

    /// <summary>What may be found when the power comes back.</summary>
    public IReadOnlyDictionary<string, byte[]> CutPower(Random random)
    {
        var names = new Dictionary<string, int>(_names);
        // Mostly in order, as journals do it.
        var inOrder = random.Next(4) > 0 ? random.Next(_changes.Count + 1) : -1;
        for (var i = 0; i < _changes.Count; i++)
            if (inOrder >= 0 ? i < inOrder : random.Next(2) == 0)
                _changes[i].Apply(names);
        return names.ToDictionary(n => n.Key, n => _files[n.Value].CutPower(new Losses(random)));
    }

    private void EndFolderSync(Entry entry)
    {
        _folderSyncs.Remove(entry.A, out var count);
        if (entry.B != 0)
            return;
        foreach (var change in _changes[..count])
            change.Apply(_names);
        _changes.RemoveRange(0, count);
        foreach (var sync in _folderSyncs.Keys.ToList())
            _folderSyncs[sync] = Math.Max(0, _folderSyncs[sync] - count);
    }

    private sealed record NameChange(string Name, int? File)
    {
        public void Apply(Dictionary<string, int> names)
        {
            if (File is { } file)
                names[Name] = file;
            else
                names.Remove(Name);
        }
    }
}
