namespace Otel.EventSink.Storage.Rollups;

/// <summary>
/// Logarithmic buckets for durations, after DDSketch (Masson, Rim, Lee: DDSketch, VLDB 2019): bucket i holds (g^(i-1), g^i] ns with
/// g = (1 + a) / (1 - a). Any value of a bucket differs from the bucket's by at most a = 1 %, and histograms add up exactly.
/// </summary>
internal static class DurationBuckets
{
    public const double RelativeError = 0.01;

    /// <summary>Durations from here on, and negative ones, count as not timed: they are mistakes, and sums must not overflow.</summary>
    public const long MaxDuration = 1L << 53;

    /// <summary>The bucket of the longest duration that counts.</summary>
    public const int Last = 1_837;

    private const double Gamma = (1 + RelativeError) / (1 - RelativeError);
    private static readonly double LogGamma = Math.Log(Gamma);

    public static bool IsTimed(long duration) => duration is >= 0 and < MaxDuration;

    /// <param name="duration">In ns, timed.</param>
    public static int Of(long duration) => duration <= 1 ? 0 : (int)Math.Ceiling(Math.Log(duration) / LogGamma);

    /// <summary>The value, in ns, that stands for all of a bucket.</summary>
    public static double ValueOf(int bucket) => bucket == 0 ? 1 : 2 * Math.Pow(Gamma, bucket) / (Gamma + 1);
}
