using Otel.EventSink.Query;
using Otel.EventSink.Storage.Plans;

namespace Otel.EventSink.Storage.Text;

/// <summary>What a filter says about texts, and about time, as the index needs it.</summary>
/// <param name="Needles">All must be there.</param>
/// <param name="Bounds">The time that is asked for.</param>
/// <param name="IsTextAlone">Whether an event with the text, within the time, fulfils the filter.</param>
internal sealed record TextQuery(IReadOnlyList<Needle> Needles, TimeBounds Bounds, bool IsTextAlone)
{
    /// <summary>Null: the index cannot help, or something else in the filter leads to the few events that matter.</summary>
    public static TextQuery? Of(EventFilter filter)
    {
        var needles = new List<Needle>();
        var isTextAlone = true;
        foreach (var part in filter.Conditions())
        {
            switch (part)
            {
                case EventFilter.Search search when Needle.Of(search.Text) is { } needle:
                    needles.Add(needle);
                    isTextAlone &= needle.IsOnePiece;
                    break;
                case EventFilter.Since or EventFilter.Between:
                    break;
                case EventFilter.Arrived or EventFilter.Sequences:
                    return null;
                default:
                    isTextAlone = false;
                    break;
            }
        }

        return needles.Count == 0 ? null : new TextQuery(needles, TimeBounds.Of(filter), isTextAlone);
    }

    /// <summary>Whether a window may have events of the time that is asked for.</summary>
    public bool Touches(IndexedWindow window) => window.LastTime >= Bounds.First && window.FirstTime <= Bounds.Last;

    /// <summary>Whether every event that the index finds in a window is one that is asked for.</summary>
    public bool IsAnsweredBy(IndexedWindow window) => IsTextAlone && window.IsComplete && Bounds.Covers(new(window.FirstTime, window.LastTime));
}
