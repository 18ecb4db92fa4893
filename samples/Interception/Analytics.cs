using System.Runtime.CompilerServices;
using Otel.EventSink;

namespace Interception;

/// <summary>Analytics: a stream is a call from its first item to its end; the event has the number of items.</summary>
public interface IAnalytics
{
    [CollectEvent("akosha", EventTypeNames.AnalyticsQuery)]
    IAsyncEnumerable<string> WordsAsync(string folder, CancellationToken ct);
}

internal sealed class Analytics : IAnalytics
{
    public async IAsyncEnumerable<string> WordsAsync(string folder, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*.txt"))
            await foreach (var line in File.ReadLinesAsync(file, ct))
                foreach (var word in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    yield return word;
    }
}
