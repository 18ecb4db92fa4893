using Otel.EventSink.Soak.Promises;

namespace Otel.EventSink.Soak;

/// <summary>All that can be tried, in the order of their numbers.</summary>
internal static class AllPromises
{
    public static readonly IReadOnlyList<Promise> List =
    [
        Kills.Promise,
        PowerCuts.Promise,
        FullDisk.Promise,
        IoFaults.Promise,
        SharedFile.Promise,
        ForeignLock.Promise,
        Damage.Promise,
        BadSubscribers.Promise,
        LongRun.Promise,
        SpaceComesBack.Promise,
        Migrations.Promise,
    ];
}
