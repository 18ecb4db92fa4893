using Otel.EventSink.Soak.Promises;

namespace Otel.EventSink.Soak;

/// <summary>What this program does as a child of itself, by name.</summary>
internal static class Children
{
    private static readonly Dictionary<string, Func<string[], Task<int>>> All = new(StringComparer.Ordinal)
    {
        [Kills.Load] = Kills.LoadAsync,
        [PowerCutLoad.Name] = PowerCutLoad.RunAsync,
        [IoFaultLoad.Name] = IoFaultLoad.RunAsync,
        [SharedFile.Load] = SharedFile.LoadAsync,
        [ForeignLock.Hold] = ForeignLock.HoldAsync,
        [Migrations.Open] = Migrations.OpenAsync,
    };

    public static Task<int> RunAsync(string scenario, string[] arguments) =>
        All.TryGetValue(scenario, out var run) ? run(arguments) : throw new ArgumentException($"No scenario '{scenario}'.", nameof(scenario));
}
