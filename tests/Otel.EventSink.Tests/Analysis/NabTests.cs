using Otel.EventSink.Analysis.Anomalies;

namespace Otel.EventSink.Tests;

public sealed class NabTests(ITestOutputHelper output)
{
    private static readonly NabSeries Example = new("", [], new double[1000], [(400, 499)]);

    [Fact]
    public void TheRobustMethodBeatsMeanAndSigma()
    {
        var corpus = NabSeries.Load(MeasuringData.Folder("nab"));
        var plain = NabScore.Of(corpus, MeanAndSigma);
        var robust = NabScore.Of(corpus, Robust);
        output.WriteLine($"NAB, standard profile, {corpus.Count} series, {corpus.Sum(s => s.Windows.Length)} windows:");
        output.WriteLine($"mean and sigma {plain.Score:F1} (threshold {plain.Threshold:F2}), robust {robust.Score:F1} (threshold {robust.Threshold:F2})");

        Assert.True(robust.Score > plain.Score);
        Assert.True(robust.Score >= Floor, $"robust: {robust.Score:F1}");
    }

    [Fact]
    public void ADetectorThatNeverSpeaksHasNothing() => Assert.Equal(0, NabScore.Of([Example], s => new double[s.Values.Length]).Score);

    [Fact]
    public void ADetectionAtTheStartOfEveryWindowIsPerfect() => Assert.Equal(100, NabScore.Of([Example], s => At(400)).Score, 6);

    [Fact]
    public void ALaterDetectionEarnsLess() => Assert.Equal(50 * (1 + 0.848284 / 0.986614), NabScore.Of([Example], s => At(450)).Score, 3);

    [Fact]
    public void AFalseAlarmCostsAboutAnEleventh() =>
        Assert.Equal(100 - 50 * 0.11, NabScore.Of([Example], s => At(200, 400)).Score, 6);

    [Fact]
    public void NothingCountsBeforeTheEndOfProbation() => Assert.Equal(100, NabScore.Of([Example], s => At(149, 400)).Score, 6);

    private const double Floor = 70;

    private static double[] At(params int[] detected)
    {
        var scores = new double[1000];
        foreach (var i in detected)
            scores[i] = 1;
        return scores;
    }

    private static double[] Robust(NabSeries series)
    {
        var stream = new RobustStream();
        return [.. series.Values.Zip(series.Times, (value, time) => stream.Score(time, value))];
    }

    /// <summary>|x - mean| / sigma of all values before (Welford 1962).</summary>
    private static double[] MeanAndSigma(NabSeries series)
    {
        double mean = 0, squares = 0;
        var scores = new double[series.Values.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            var off = series.Values[i] - mean;
            scores[i] = squares > 0 ? Math.Abs(off) / Math.Sqrt(squares / i) : 0;
            mean += off / (i + 1);
            squares += off * (series.Values[i] - mean);
        }

        return scores;
    }
}
