namespace Otel.EventSink.Analysis.Anomalies;

/// <summary>
/// What is usual, by order statistics, which a few wild values do not move: the median, and
/// 1.4826 * MAD (the median absolute deviation; the factor makes it a standard deviation where values are normal:
/// Hampel 1974; Iglewicz and Hoaglin 1993, "How to Detect and Handle Outliers").
/// </summary>
internal readonly record struct RobustBaseline(double Median, double Scale)
{
    public const double MadToSigma = 1.4826;

    public double Deviation(double value, double floor) => (value - Median) / Math.Max(Scale, floor);

    /// <param name="sorted">At least one value, in order.</param>
    /// <param name="tail">
    /// The share cut off at both ends of a range that bounds the scale from below; 0: no such bound. MAD alone is blind
    /// to a second state that takes less than half of the time (busy by day, quiet by night) and calls all of it unusual.
    /// </param>
    public static RobustBaseline Of(ReadOnlySpan<double> sorted, double tail = 0)
    {
        var median = MedianOf(sorted);
        var scale = MadToSigma * Mad(sorted, median);
        if (tail > 0)
        {
            var cut = (int)(tail * sorted.Length);
            scale = Math.Max(scale, (sorted[^(cut + 1)] - sorted[cut]) / (2 * NormalQuantile(tail)));
        }

        return new(median, scale);
    }

    public static double MedianOf(ReadOnlySpan<double> sorted) =>
        sorted[(sorted.Length - 1) / 2] / 2 + sorted[sorted.Length / 2] / 2;

    /// <summary>The median of the values but the one at <paramref name="left"/>, so that a value is not compared with itself.</summary>
    public static double MedianWithout(ReadOnlySpan<double> sorted, int left)
    {
        var rest = sorted.Length - 1;
        var low = (rest - 1) / 2;
        var high = rest / 2;
        return sorted[low < left ? low : low + 1] / 2 + sorted[high < left ? high : high + 1] / 2;
    }

    /// <summary>Distances from the median grow outwards from the middle, so two fingers find the middle one without a sort.</summary>
    private static double Mad(ReadOnlySpan<double> sorted, double median)
    {
        var right = sorted.Length / 2;
        var left = right - 1;
        double previous = 0, distance = 0;
        for (var taken = 0; taken <= sorted.Length / 2; taken++)
        {
            previous = distance;
            distance = right >= sorted.Length || (left >= 0 && median - sorted[left] < sorted[right] - median)
                ? median - sorted[left--]
                : sorted[right++] - median;
        }

        return sorted.Length % 2 == 0 ? (previous + distance) / 2 : distance;
    }

    /// <summary>The z beyond which this share of a normal distribution lies: Abramowitz and Stegun 26.2.23, error below 4.5e-4.</summary>
    private static double NormalQuantile(double tail)
    {
        var t = Math.Sqrt(-2 * Math.Log(tail));
        return t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
    }
}
