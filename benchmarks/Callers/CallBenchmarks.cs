using BenchmarkDotNet.Attributes;

namespace Otel.EventSink.Benchmarks.Callers;

/// <summary>Log calls under BenchmarkDotNet. An iteration is one burst that fits the queue, which is empty before it.</summary>
[MemoryDiagnoser]
public class LogCallBenchmarks
{
    private WorkFolder? _folder;
    private LogTarget? _target;

    /// <summary>Who takes the calls.</summary>
    [ParamsSource(nameof(Targets))]
    public string Target { get; set; } = "";

    /// <summary>All there are.</summary>
    public static IEnumerable<string> Targets => LogTargets.Names;

    /// <summary>Opens it.</summary>
    [GlobalSetup]
    public void Open() => _target = LogTargets.Make(Target, _folder = new WorkFolder());

    /// <summary>Empties its queue.</summary>
    [IterationSetup]
    public void Drain() => _target!.Drain();

    /// <summary>A source-generated message with three values.</summary>
    [Benchmark(OperationsPerInvoke = CallersBenchmark.Burst)]
    public void Generated() => _target!.Generated(CallersBenchmark.Burst);

    /// <summary>LogInformation with three values.</summary>
    [Benchmark(OperationsPerInvoke = CallersBenchmark.Burst)]
    public void Plain() => _target!.Plain(CallersBenchmark.Burst);

    /// <summary>Closes it.</summary>
    [GlobalCleanup]
    public void Close()
    {
        _target!.Dispose();
        _folder!.Dispose();
    }
}

/// <summary>Starting and stopping a span under BenchmarkDotNet.</summary>
[MemoryDiagnoser]
public class SpanBenchmarks
{
    private WorkFolder? _folder;
    private SpanTarget? _target;

    /// <summary>Who listens.</summary>
    [ParamsSource(nameof(Targets))]
    public string Target { get; set; } = "";

    /// <summary>All there are.</summary>
    public static IEnumerable<string> Targets => SpanTargets.Names;

    /// <summary>Makes room for what it stores.</summary>
    [GlobalSetup]
    public void Prepare() => _folder = new WorkFolder();

    /// <summary>Lets it listen.</summary>
    [IterationSetup]
    public void Open()
    {
        _target = SpanTargets.Make(Target, _folder!);
        SpanTargets.Run(CallersBenchmark.Burst);
        _target.Drain();
    }

    /// <summary>A span.</summary>
    [Benchmark(OperationsPerInvoke = CallersBenchmark.Burst)]
    public void Span() => SpanTargets.Run(CallersBenchmark.Burst);

    /// <summary>Waits until what it was told is worked off.</summary>
    [IterationCleanup]
    public void Close() => _target!.Dispose();

    /// <summary>Clears up.</summary>
    [GlobalCleanup]
    public void Clear() => _folder!.Dispose();
}
