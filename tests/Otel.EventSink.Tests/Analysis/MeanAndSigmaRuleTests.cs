namespace Otel.EventSink.Tests;

public sealed class MeanAndSigmaRuleTests
{
    [Fact]
    public void BeyondTwoPopulationSigmaIsUnusual()
    {
        // Mean 2, variance (9 * 1 + 81) / 10 = 9, sigma 3.
        var anomaly = Assert.Single(Synthetic.Find([1, 1, 1, 1, 11, 1, 1, 1, 1, 1], AnomalyMethod.MeanAndSigma));

        Assert.Equal(new(Synthetic.Monday.AddHours(4), 11, 2, 3, "3.0 sigma above the mean"), anomaly);
    }

    [Fact]
    public void ExactlyTwoSigmaIsUsual() => Assert.Empty(Synthetic.Find([0, 0, 0, 0, 10], AnomalyMethod.MeanAndSigma));

    [Fact]
    public void WithoutVarianceNothingIsUnusual() => Assert.Empty(Synthetic.Find([7, 7, 7, 7, 7, 7], AnomalyMethod.MeanAndSigma));

    [Fact]
    public void ACutFirstAndARunningLastHourAreLeftOut()
    {
        var anomaly = Assert.Single(Synthetic.Find([900, 1, 1, 1, 1, 11, 1, 1, 1, 1, 1, 900], AnomalyMethod.MeanAndSigma, firstIsCut: true, running: 11));

        Assert.Equal((11, 2, 3), (anomaly.Count, anomaly.Expected, anomaly.Deviation));
    }
}
