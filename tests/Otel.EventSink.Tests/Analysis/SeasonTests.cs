namespace Otel.EventSink.Tests;

public sealed class SeasonTests
{
    private const int Week = 7 * 24;

    [Fact]
    public void ADailyCycleIsUsual() => Assert.InRange(Synthetic.Find(Synthetic.Hours(10 * 24, ByDay)).Count, 0, 1);

    [Fact]
    public void AWeeklyCycleIsUsual() => Assert.InRange(Synthetic.Find(Synthetic.Hours(5 * Week, ByWeek)).Count, 0, 2);

    [Fact]
    public void TheSameCountIsUsualByDayAndNotAtNight()
    {
        var counts = Synthetic.Hours(10 * 24, ByDay);
        var night = 5 * 24 + 3;
        counts[night] = 500;

        var anomaly = Synthetic.Find(counts)[0];
        Assert.Equal(Synthetic.Monday.AddHours(night), anomaly.Hour);
        Assert.EndsWith("above the median of all days at 03:00 UTC (10 hours)", anomaly.Rule, StringComparison.Ordinal);
    }

    [Fact]
    public void ABusyMondayMorningIsUsualAndABusyNightIsNot()
    {
        var counts = Synthetic.Hours(5 * Week, t => t is { DayOfWeek: DayOfWeek.Monday, Hour: 9 } ? 2000 : ByWeek(t));
        var night = 3 * Week + 2;
        counts[night] = 2000;

        var found = Synthetic.Find(counts);
        Assert.Equal(Synthetic.Monday.AddHours(night), found[0].Hour);
        Assert.EndsWith("above the median of Mondays at 02:00 UTC (5 weeks)", found[0].Rule, StringComparison.Ordinal);
        Assert.DoesNotContain(found, a => a.Hour is { DayOfWeek: DayOfWeek.Monday, Hour: 9 });
    }

    [Fact]
    public void AQuietWeekendIsUsualAfterTwoWeeks()
    {
        var counts = Synthetic.Hours(2 * Week, ByWeek);
        var wednesday = Week + 2 * 24 + 11;
        counts[wednesday] = 20;

        var found = Synthetic.Find(counts);
        Assert.InRange(found.Count, 1, 3);
        Assert.Equal(Synthetic.Monday.AddHours(wednesday), found[0].Hour);
        Assert.EndsWith("below the median of weekdays at 11:00 UTC (10 hours)", found[0].Rule, StringComparison.Ordinal);
    }

    [Fact]
    public void ALevelShiftIsReportedAtItsStart()
    {
        const int shift = 9 * 24 + 8;
        var counts = Synthetic.Hours(14 * 24, t => (t >= Synthetic.Monday.AddHours(shift) ? 3 : 1) * ByDay(t));

        var anomaly = Assert.Single(Synthetic.Find(counts));
        Assert.Equal(Synthetic.Monday.AddHours(shift), anomaly.Hour);
        Assert.EndsWith("in a row", anomaly.Rule, StringComparison.Ordinal);
    }

    [Fact]
    public void ASpikeAfterALevelShiftIsNews()
    {
        var counts = Synthetic.Hours(3 * Week, t => t >= Synthetic.Monday.AddDays(16) ? 300 : 100);
        counts[18 * 24] = 3000;

        Assert.Equal([16 * 24, 18 * 24], Synthetic.Find(counts).Select(a => (int)(a.Hour - Synthetic.Monday).TotalHours).Order());
    }

    [Fact]
    public void AnOutageOfThreeHoursIsFoundByDayAndByNight()
    {
        var counts = Synthetic.Hours(3 * Week, ByDay);
        var outages = new[] { 200, 201, 202, 314, 315, 316 };
        foreach (var hour in outages)
            counts[hour] = 0;

        Assert.Superset(outages.ToHashSet(), Synthetic.Find(counts).Select(a => (int)(a.Hour - Synthetic.Monday).TotalHours).ToHashSet());
    }

    private static double ByDay(DateTimeOffset time) => time.Hour is >= 8 and < 18 ? 500 : 60;

    private static double ByWeek(DateTimeOffset time) => time.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 20 : ByDay(time);
}
