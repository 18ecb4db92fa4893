using Otel.EventSink.Analysis.Mining;
using Otel.EventSink.Storage;
using Otel.EventSink.Storage.Rollups;

namespace Otel.EventSink.Analysis;

/// <summary>
/// Groups of plain texts by templates, mined source by source. Of texts of one shape one is enough, weighted by how many there are: the
/// miner reads them as the same.
/// </summary>
internal static class MinedGroups
{
    /// <param name="since">The beginning of the window, Unix time in ns.</param>
    public static IEnumerable<FoundGroup> Of(ErrorSums errors, IReadOnlyList<PlainError> plain, long since)
    {
        var byShape = errors.Cells.Where(e => e.Fault is { IsMined: true }).ToLookup(e => e.Fault!.Id, e => e.Sums);
        var bySource = plain.ToLookup(p => p.Error.Source);
        foreach (var (source, shapes) in errors.Shapes)
        {
            var miner = new TemplateMiner();
            List<Member> members =
            [
                .. shapes.Select(s => Add(miner, s.Title, ErrorGroups.Sum(byShape[s.Id].Prepend(default)), isOld: s.FirstTime < since)),
                .. bySource[source].Select(p => p.Error.Time < since
                    ? Add(miner, p.Title, default, isOld: true)
                    : Add(miner, p.Title, ErrorCell.Of(p.Error.Time, p.Error.Sequence), isOld: false)),
            ];
            // Groups may have grown together since a text was added.
            foreach (var group in members.GroupBy(m => m.Template.Group))
            {
                var sum = ErrorGroups.Sum(group.Select(m => m.Errors));
                if (sum.Events > 0)
                    yield return new FoundGroup(group.Key.Text, ErrorGrouping.Mined, sum, IsNew: !group.Any(m => m.IsOld));
            }
        }
    }

    private static Member Add(TemplateMiner miner, string text, ErrorCell errors, bool isOld) =>
        new(miner.Add(text, Math.Max(1, errors.Events)), errors, isOld);

    /// <param name="Errors">Those of the window; none of what was there before it alone.</param>
    private readonly record struct Member(MinedTemplate Template, ErrorCell Errors, bool IsOld);
}
