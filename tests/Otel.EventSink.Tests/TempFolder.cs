namespace Otel.EventSink.Tests;

/// <summary>A folder of a test's own, gone when the test is.</summary>
public sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("eventsink-test-").FullName;

    public string Database => System.IO.Path.Combine(Path, "events.db");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
