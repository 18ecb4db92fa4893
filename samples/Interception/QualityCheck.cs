using Otel.EventSink;

namespace Interception;

/// <summary>Quality: quality_check.started, then quality_check.completed, or a type named here.</summary>
public interface IQualityCheck
{
    [CollectEvent("crackerjack", EventTypeNames.QualityCheckStarted, Failed = EventTypeNames.ErrorOccurred, Result = true)]
    Task<int> CheckAsync(string folder, int limit, CancellationToken ct);
}

internal sealed class QualityCheck : IQualityCheck
{
    public async Task<int> CheckAsync(string folder, int limit, CancellationToken ct)
    {
        var tooLong = 0;
        foreach (var file in Directory.EnumerateFiles(folder, "*.txt"))
            await foreach (var line in File.ReadLinesAsync(file, ct))
                if (line.Length > limit)
                    tooLong++;
        return tooLong;
    }
}
