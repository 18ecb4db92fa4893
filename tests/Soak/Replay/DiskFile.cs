namespace Otel.EventSink.Soak.Replay;

/// <summary>A file on a <see cref="Disk"/>: what is certain of it, and what has happened since.</summary>
internal sealed class DiskFile(Record record)
{
    private readonly FileImage _certain = new();
    private readonly List<Change> _open = [];
    private readonly Dictionary<long, long> _syncs = [];
    private long _next;

    public void Write(Entry entry) => _open.Add(new Change(_next++, entry.A, entry.At, entry.Length));

    public void Truncate(Entry entry) => _open.Add(new Change(_next++, entry.A, 0, Change.Cut));

    public void BeginSync(Entry entry) => _syncs[entry.A] = _next;

    public void EndSync(Entry entry)
    {
        _syncs.Remove(entry.A, out var end);
        var failed = entry.B != 0;
        var left = new List<Change>();
        foreach (var change in _open)
        {
            if (change.Number >= end)
                left.Add(change);
            else if (failed)
                left.Add(change with { IsGivenUp = !change.IsCut });
            else if (change.IsGivenUp)
                left.Add(change);
            else
                MakeCertain(change, left);
        }

        _open.Clear();
        _open.AddRange(left);
    }

    public byte[] CutPower(Losses losses)
    {
        var image = _certain.Copy();
        var longest = image.Length;
        for (var i = 0; i < _open.Count; i++)
        {
            var change = _open[i];
            var place = (double)i / _open.Count;
            longest = Math.Max(longest, change.End);
            if (change.IsCut && losses.Keeps(place))
                image.Cut(change.Offset);
            for (var done = 0; done < change.Length;)
            {
                var piece = (int)Math.Min(change.Length - done, losses.PieceBytes - (change.Offset + done) % losses.PieceBytes);
                if (losses.Keeps(place))
                    image.Write(change.Offset + done, record.Bytes(change.At + done, piece));
                done += piece;
            }
        }

        if (losses.SizeIsKept && image.Length < longest)
            image.Cut(longest);
        return image.ToArray();
    }

    /// <param name="before">What is uncertain for good and older: where this lies over it, it matters no more.</param>
    private void MakeCertain(Change change, List<Change> before)
    {
        if (change.IsCut)
            _certain.Cut(change.Offset);
        else
            _certain.Write(change.Offset, record.Bytes(change.At, change.Length));
        var (start, end) = change.IsCut ? (change.Offset, long.MaxValue) : (change.Offset, change.End);
        for (var i = before.Count - 1; i >= 0; i--)
        {
            var old = before[i];
            if (old.IsCut || old.Offset >= end || old.End <= start)
                continue;
            before.RemoveAt(i);
            if (old.End > end)
                before.Insert(i, old.Part(end, old.End));
            if (old.Offset < start)
                before.Insert(i, old.Part(old.Offset, start));
        }
    }

    /// <param name="Number">When.</param>
    /// <param name="Offset">Where in the file; where it is cut.</param>
    /// <param name="At">Where in the record.</param>
    /// <param name="Length">How much; <see cref="Cut"/>: it is a change of the size.</param>
    private sealed record Change(long Number, long Offset, int At, int Length)
    {
        public const int Cut = -1;

        public bool IsCut => Length == Cut;

        public long End => IsCut ? Offset : Offset + Length;

        /// <summary>A sync of it failed: no other will write it.</summary>
        public bool IsGivenUp { get; init; }

        public Change Part(long from, long to) => this with { Offset = from, At = At + (int)(from - Offset), Length = (int)(to - from) };
    }
}
