using System.Text.Json;

namespace Otel.EventSink.Benchmarks.Tests;

/// <summary>Every benchmark runs, with few events, and says what it is to say. What it measures then means nothing, and is not looked at.</summary>
public sealed class SmokeTests
{
    /// <summary>A command line for each benchmark, and the fields of its line.</summary>
    private static readonly Dictionary<string, string> Commands = new()
    {
        ["ingest --events 2000"] = "events seconds rate lost bytes_per_event callers_ns callers_bytes event_bytes",
        ["ceiling --events 2000 --rounds 1"] =
            "events lost rate raw_rate reference_rate reference_random_ids_rate ours_over_raw ours_over_reference ours_over_reference_random_ids bytes_per_event raw_bytes_per_event reference_bytes_per_event",
        ["growth --events 2000"] = "events lost slice rates processor_us_per_event written_bytes_per_event grown_over_small grown_over_small_rounds processor_grown_over_small bytes_per_event",
        ["latency --rate 200 --seconds 1"] = "seconds runs",
        ["processes --processes 2 --events 2000"] = "events processes seconds rate rates lost",
        ["idle --rounds 1 --seconds 1 --settle 1"] =
            "startup_ms startup_ms_without startup_ms_added startup_ms_added_new_database idle_seconds heap_bytes heap_bytes_without working_set_bytes_added wakeups wakeups_of_process wakeups_of_process_without",
        ["callers --rounds 2 --burst 256"] = "burst generated plain span ours_over_zlogger ours_over_zlogger_plain ours_over_opentelemetry_span",
        ["interceptor --rounds 2 --burst 256"] = "burst without_spans with_spans",
        ["micro --quick"] = "calls",
        ["peers --events 2000 --rounds 1"] =
            "events lost rate serilog_rate serilog_large_batches_rate nlog_rate ours_over_serilog ours_over_serilog_large_batches ours_over_nlog serilog nlog",
        ["retention --events 2000"] =
            "events deleted seconds slices longest_slice_ms longest_append_wait_ms longest_append_wait_before_ms file_bytes_before file_bytes_after log_bytes_after live_bytes file_per_live",
        ["query --events 2000"] = "events bytes_per_event reference_bytes_per_event questions",
    };

    public static TheoryData<string> CommandLines => [.. Commands.Keys];

    [Theory]
    [MemberData(nameof(CommandLines))]
    public async Task ABenchmarkPrintsOneLineWithItsFieldsAndLosesNothing(string commandLine)
    {
        var line = (await BenchmarkProgram.RunAsync(commandLine.Split(' '))).Line();
        Assert.Equal(Commands[commandLine].Split(' '), line.EnumerateObject().Select(p => p.Name));
        if (line.TryGetProperty("lost", out var lost))
            Assert.Equal(0, lost.GetInt64());
        Assert.All(line.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Array), p => Assert.NotEmpty(p.Value.EnumerateArray()));
    }

    [Fact]
    public async Task TheProgramThatCanBeTrimmedPrintsOneLineToo()
    {
        var line = (await BenchmarkProgram.RunTrimmedCallsAsync("2", "256")).Line();
        Assert.Equal(["burst", "compiled_ahead", "ns", "bytes", "zlogger_ns", "zlogger_bytes", "ours_over_zlogger"], line.EnumerateObject().Select(p => p.Name));
        Assert.False(line.GetProperty("compiled_ahead").GetBoolean());
    }

    [Fact]
    public async Task EveryBenchmarkHasATestHere()
    {
        var run = await BenchmarkProgram.RunAsync("no-such-benchmark");
        Assert.Equal(2, run.ExitCode);
        var known = run.Errors[(run.Errors.IndexOf("Known: ", StringComparison.Ordinal) + 7)..].TrimEnd('\n', '.').Split(", ");
        Assert.Equal(known.Order(StringComparer.Ordinal), Commands.Keys.Select(c => c.Split(' ')[0]).Order(StringComparer.Ordinal));
    }
}
