using System.Globalization;

namespace Otel.EventSink.Analysis.Anomalies;

/// <summary>
/// Further from the median of the parts alike than so many robust standard deviations. The sigma of a part is the largest of:
/// the scale of the parts alike; counting noise, sqrt(expected); and that noise times the dispersion of the whole series,
/// since counts scatter by a common factor more than Poisson has it (quasi-Poisson: McCullagh and Nelder 1989, 9.1).
/// </summary>
internal static class RobustRule
{
    /// <summary>
    /// Added to the variance of counting: a median of 0 allows a rate of up to ln 2 = 0.69, and small counts are skewed.
    /// With 2 a Poisson series has about one false alarm in a thousand at the most (RobustRuleTests).
    /// </summary>
    private const double SmallCounts = 2;

    public static IEnumerable<HourlyAnomaly> Find(CountSeries series, double threshold)
    {
        var values = series.Values();
        var expected = Expectations.Of(series, values);
        var deviations = Deviations(values, expected);
        foreach (var (i, lasts) in Onsets.Of(deviations, threshold, series.PartsPerDay))
        {
            var start = series.StartOf(series.First + i);
            var rule = string.Create(CultureInfo.InvariantCulture,
                $"{Math.Abs(deviations[i]):0.0} robust sigma {(deviations[i] > 0 ? "above" : "below")} the median of {expected[i].Season.Describe(start, series.Part, expected[i].Alike)}");
            if (lasts > 1)
                rule += string.Create(CultureInfo.InvariantCulture, $"; the first of {lasts} in a row");
            yield return new(start, series.Counts[series.First + i], expected[i].Median, deviations[i], rule);
        }
    }

    private static double[] Deviations(double[] values, Expectation[] expected)
    {
        var dispersion = Dispersion(values, expected);
        var deviations = new double[values.Length];
        for (var i = 0; i < deviations.Length; i++)
        {
            // Without seasons the scale of all parts is the dispersion already, and knows of day and night.
            var noise = CountingNoise(expected[i]) * (expected[i].Season == Season.None ? 1 : dispersion);
            deviations[i] = new RobustBaseline(expected[i].Median, expected[i].Scale).Deviation(values[i], noise);
        }

        return deviations;
    }

    private static double Dispersion(double[] values, Expectation[] expected)
    {
        var residuals = new double[values.Length];
        for (var i = 0; i < residuals.Length; i++)
            residuals[i] = Math.Abs(values[i] - expected[i].Median) / CountingNoise(expected[i]);
        Array.Sort(residuals);
        return Math.Max(1, RobustBaseline.MadToSigma * RobustBaseline.MedianOf(residuals));
    }

    /// <summary>Of the count and of the median it is compared with, whose variance is pi/2 of a mean's (Kenney and Keeping 1962).</summary>
    private static double CountingNoise(Expectation expected) =>
        Math.Sqrt((Math.Max(0, expected.Median) + SmallCounts) * (1 + Math.PI / 2 / (expected.Alike - 1)));
}
