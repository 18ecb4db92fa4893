using Otel.EventSink.Query;

namespace Otel.EventSink.Storage.Text;

/// <summary>What a filter says about texts, and about time, as the index needs it.</summary>
/// <param name="Filter">All of it.</param>
/// <param name="Needles">All must be there.</param>
/// <param name="Since">Unix time in ns; nothing older is asked for.</param>
/// <param name="Until">Nothing from here on is asked for.</param>
/// <param name="IsTextAlone">Whether an event with the text, within the time, fulfils the filter.</param>
internal sealed record TextQuery(EventFilter Filter, IReadOnlyList<Needle> Needles, long Since, long Until, bool IsTextAlone)
{
    /// <summary>Null: the index cannot help.</summary>
    public static TextQuery? Of(EventFilter filter)
    {
        var needles = new List<Needle>();
        var (since, until, isTextAlone) = (long.MinValue, long.MaxValue, true);
        foreach (var part in filter is EventFilter.And and ? and.Parts : [filter])
        {
            switch (part)
            {
                case EventFilter.Search search when Needle.Of(search.Text) is { } needle:
                    needles.Add(needle);
                    isTextAlone &= needle.IsOnePiece;
                    break;
                case EventFilter.Since f:
                    since = Math.Max(since, UnixTime.From(f.Time));
                    break;
                case EventFilter.Between f:
                    since = Math.Max(since, UnixTime.From(f.First));
                    until = Math.Min(until, UnixTime.From(f.End));
                    break;
                default:
                    isTextAlone = false;
                    break;
            }
        }

        return needles.Count == 0 ? null : new TextQuery(filter, needles, since, until, isTextAlone);
    }

    /// <summary>Whether a window may have events of the time that is asked for.</summary>
    public bool Touches(IndexedWindow window) => window.LastTime >= Since && window.FirstTime < Until;

    /// <summary>Whether every event that the index finds in a window is one that is asked for.</summary>
    public bool IsAnsweredBy(IndexedWindow window) => IsTextAlone && window.IsComplete && window.FirstTime >= Since && window.LastTime < Until;
}
