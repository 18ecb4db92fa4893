using System.Globalization;

namespace Otel.EventSink.Tests;

/// <summary>R10: whatever ends the process, what was enqueued is stored, and the end is not changed by it.</summary>
public class ExitTests
{
    private const int Sigint = 2;
    private const int Sigabrt = 6;
    private const int Sigterm = 15;

    [Theory]
    [InlineData("return", 0)]
    [InlineData("exit", 7)]
    public async Task AnEndInOrderKeepsWhatWasEnqueued(string how, int exitCode)
    {
        using var folder = new TempFolder();
        using (var child = new Child("leave", folder.Database, how))
            Assert.Equal(exitCode, child.WaitForExit());
        await AssertAllStored(folder.Database);
    }

    [Theory]
    [InlineData(Sigterm)]
    [InlineData(Sigint)]
    public async Task ASignalKeepsWhatWasEnqueuedAndStillEndsTheProcess(int signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        Assert.SkipWhen(IsIgnored(signal), $"Signal {signal} is ignored here, and therefore by every child.");
        using var folder = new TempFolder();
        using (var child = new Child("leave", folder.Database, "wait"))
        {
            child.WaitForLine("enqueued");
            // The child prints the line just before it stands still; a signal in between ends it all the same.
            child.Signal(signal);
            Assert.Equal(128 + signal, child.WaitForExit());
        }

        await AssertAllStored(folder.Database);
    }

    [Theory]
    [InlineData("throw")]
    [InlineData("throw on a thread")]
    public async Task AnUnhandledExceptionIsRecordedAndKeepsWhatWasEnqueued(string how)
    {
        using var folder = new TempFolder();
        using (var child = new Child("leave", folder.Database, how))
        {
            var exitCode = child.WaitForExit();
            if (!OperatingSystem.IsWindows())
                Assert.Equal(128 + Sigabrt, exitCode);
        }

        await AssertAllStored(folder.Database);
        await using var collector = EventCollector.Open(folder.Database);
        var crash = Assert.Single(await collector.Query().Type(EventType.ErrorOccurred).ToListAsync());
        Assert.Equal(Severity.Critical, crash.Severity);
        Assert.Equal(typeof(InvalidOperationException).FullName, crash.Data["exception.type"]);
        Assert.Equal("the end of the child", crash.Data["exception.message"]);
        Assert.Contains("Leave", (string)crash.Data["exception.stacktrace"]!, StringComparison.Ordinal);
    }

    private static async Task AssertAllStored(string path)
    {
        await using var collector = EventCollector.Open(path);
        var titles = (await collector.Query().Type(new EventType("child.left")).OrderBy(EventField.Sequence, descending: false).ToListAsync()).Select(e => e.Title);
        Assert.Equal(Enumerable.Range(0, 500).Select(i => $"event {i}"), titles);
    }

    /// <summary>A shell without job control starts what runs in the background with SIGINT ignored, and children inherit that.</summary>
    private static bool IsIgnored(int signal)
    {
        if (!File.Exists("/proc/self/status"))
            return false;
        var mask = File.ReadLines("/proc/self/status").FirstOrDefault(l => l.StartsWith("SigIgn:", StringComparison.Ordinal));
        return mask is not null && (ulong.Parse(mask.AsSpan(7).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) >> (signal - 1) & 1) != 0;
    }
}
