using System.Globalization;

namespace Otel.EventSink.Benchmarks.Ingest;

/// <summary>
/// What one event of a slice cost the process, whatever the disk did meanwhile: microseconds of processor time on all threads, and
/// bytes handed to the disk (Linux; elsewhere not a number).
/// </summary>
internal readonly record struct SliceCost(double ProcessorUs, double WrittenBytes)
{
    private const string Counters = "/proc/self/io";

    public static SliceCost UntilNow() => new(Environment.CpuUsage.TotalTime.TotalMicroseconds, Written());

    public SliceCost Since(SliceCost before, int events) =>
        new((ProcessorUs - before.ProcessorUs) / events, (WrittenBytes - before.WrittenBytes) / events);

    private static double Written()
    {
        if (!File.Exists(Counters))
            return double.NaN;
        var line = File.ReadLines(Counters).First(l => l.StartsWith("write_bytes:", StringComparison.Ordinal));
        return double.Parse(line["write_bytes:".Length..], CultureInfo.InvariantCulture);
    }
}
