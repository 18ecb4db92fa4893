namespace Otel.EventSink.Analysis.Rendering;

/// <summary>A bar of the chart over time: an hour, or as many as fit into one bar where there are too many hours.</summary>
internal readonly record struct HourSlot(DateTimeOffset Start, long Count);

/// <summary>The hours of a report in as many bars as can be told apart.</summary>
internal sealed class HourSlots
{
    public const int MaxSlots = 200;
    private static readonly int[] Steps = [1, 2, 3, 4, 6, 12, 24];

    private HourSlots(int hours, IReadOnlyList<HourSlot> slots, DateTimeOffset start, DateTimeOffset end)
    {
        HoursPerSlot = hours;
        Slots = slots;
        Start = start;
        End = end;
    }

    public int HoursPerSlot { get; }

    public IReadOnlyList<HourSlot> Slots { get; }

    public DateTimeOffset Start { get; }

    public DateTimeOffset End { get; }

    public static HourSlots Of(PatternAnalysis patterns)
    {
        var hours = patterns.HourlyDistribution.OrderBy(pair => pair.Key).ToList();
        if (hours.Count == 0)
            return new(1, [], patterns.Period.Since, patterns.Period.Until > patterns.Period.Since ? patterns.Period.Until : patterns.Period.Since.AddHours(1));
        var span = (hours[^1].Key - hours[0].Key).TotalHours + 1;
        var step = Steps.FirstOrDefault(s => span <= (long)MaxSlots * s, (int)Math.Ceiling(span / MaxSlots / 24) * 24);
        var slots = hours.GroupBy(pair => Floor(pair.Key, step)).Select(slot => new HourSlot(slot.Key, slot.Sum(pair => pair.Value))).ToList();
        return new(step, slots, slots[0].Start, slots[^1].Start.AddHours(step));
    }

    /// <summary>A moment as percent of the width.</summary>
    public double At(DateTimeOffset time) => Math.Clamp(100.0 * (time - Start).Ticks / (End - Start).Ticks, 0, 100);

    /// <summary>The start of the bar that a moment belongs to.</summary>
    public DateTimeOffset SlotOf(DateTimeOffset time) => Floor(time, HoursPerSlot);

    private static DateTimeOffset Floor(DateTimeOffset time, int hours) =>
        new(time.UtcTicks - time.UtcTicks % (hours * TimeSpan.TicksPerHour), TimeSpan.Zero);
}
