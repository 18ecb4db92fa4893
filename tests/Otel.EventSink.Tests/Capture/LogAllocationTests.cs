using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Otel.EventSink.Tests;

/// <summary>P2: a source-generated message costs its caller no garbage.</summary>
public partial class LogAllocationTests
{
    private const int Calls = 1_000;
    private static readonly DateTimeOffset Moment = new(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1));

    private static readonly Dictionary<string, Action<ILogger, int>> Shapes = new()
    {
        ["no values"] = (logger, _) => Zero(logger),
        ["int"] = One,
        ["numbers"] = (logger, i) => Numbers(logger, i, i, i, i / 2f, i / 2.0, i),
        ["texts"] = (logger, i) => Texts(logger, "Ada", null, i % 2 == 0 ? "a" : "b"),
        ["mixed"] = (logger, i) => Mixed(logger, i, "Ada", true, Guid.Empty, DayOfWeek.Friday, 'c'),
        ["times"] = (logger, i) => Times(logger, TimeSpan.FromTicks(i), Moment.UtcDateTime, Moment, DateOnly.MinValue, TimeOnly.MinValue),
        ["nullables"] = (logger, i) => Nullables(logger, i % 2 == 0 ? i : null, null, Guid.Empty, i % 3 == 0 ? null : DateTimeOffset.UnixEpoch),
        ["wide"] = (logger, _) => Wide(logger, Guid.Empty, Guid.Empty, Guid.Empty, Guid.Empty, Guid.Empty, Guid.Empty),
    };

    public static TheoryData<string> Names => [.. Shapes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task AGeneratedMessageAllocatesNothing(string shape)
    {
        await using var recorder = new Recorder();
        Assert.Equal(0, await AllocatedByCallAsync(recorder, Shapes[shape]));
    }

    [Fact]
    public async Task NeitherDoesOneWithinAnActivity()
    {
        await using var recorder = new Recorder();
        using var activity = new Activity("work").SetIdFormat(ActivityIdFormat.W3C).Start();
        Assert.Equal(0, await AllocatedByCallAsync(recorder, Shapes["mixed"]));
    }

    /// <summary>The least of several rounds: a round may hit upon the compilation of a method, or wait for records to come back.</summary>
    private static async Task<long> AllocatedByCallAsync(Recorder recorder, Action<ILogger, int> log)
    {
        var least = long.MaxValue;
        for (var round = 0; round < 50 && least != 0; round++)
        {
            await recorder.Collector.FlushAsync();
            // Nothing is awaited in between: this is one thread's doing.
            least = Math.Min(least, AllocatedBy(recorder.Logger, log));
        }

        return least / Calls;
    }

    private static long AllocatedBy(ILogger logger, Action<ILogger, int> log)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Calls; i++)
            log(logger, i);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "nothing to fill in")]
    private static partial void Zero(ILogger logger);

    [LoggerMessage(Level = LogLevel.Information, Message = "{A}")]
    private static partial void One(ILogger logger, int a);

    [LoggerMessage(Level = LogLevel.Information, Message = "{A} {B} {C} {D} {E} {F}")]
    private static partial void Numbers(ILogger logger, int a, long b, byte c, float d, double e, decimal f);

    private static void Numbers(ILogger logger, int a, int b, int c, float d, double e, int f) => Numbers(logger, a, (long)b, (byte)c, d, e, (decimal)f);

    [LoggerMessage(Level = LogLevel.Information, Message = "{A} {B} {C}")]
    private static partial void Texts(ILogger logger, string a, string? b, string c);

    [LoggerMessage(Level = LogLevel.Information, Message = "{A} {B} {C} {D} {E} {F}")]
    private static partial void Mixed(ILogger logger, int a, string b, bool c, Guid d, DayOfWeek e, char f);

    [LoggerMessage(Level = LogLevel.Information, Message = "{A} {B} {C} {D} {E}")]
    private static partial void Times(ILogger logger, TimeSpan a, DateTime b, DateTimeOffset c, DateOnly d, TimeOnly e);

    [LoggerMessage(Level = LogLevel.Information, Message = "{A} {B} {C} {D}")]
    private static partial void Nullables(ILogger logger, int? a, double? b, Guid? c, DateTimeOffset? d);

    [LoggerMessage(Level = LogLevel.Information, Message = "{A} {B} {C} {D} {E} {F}")]
    private static partial void Wide(ILogger logger, Guid a, Guid b, Guid c, Guid d, Guid e, Guid f);
}
