namespace Otel.EventSink.Storage;

/// <summary>The store could not do what was asked; what the pipeline does next depends on the kind.</summary>
internal sealed class StoreFailureException(StoreFailureKind kind, string message, Exception? inner = null) : Exception(message, inner)
{
    public StoreFailureKind Kind { get; } = kind;

    public static StoreFailureException From(SqliteError error, string location) => new(
        KindOf(error),
        $"The event store '{location}' cannot be written: {error.Message}. {error.Advice}",
        error);

    private static StoreFailureKind KindOf(SqliteError error) =>
        error.IsContended ? StoreFailureKind.Contended
        : error.IsBusy ? StoreFailureKind.Busy
        : error.IsCorrupt ? StoreFailureKind.Damaged
        : error.IsFull ? StoreFailureKind.Full
        : error.IsUnclear ? StoreFailureKind.Unclear
        : StoreFailureKind.Failing;
}

internal enum StoreFailureKind
{
    /// <summary>Others write flat out: it was not our turn yet.</summary>
    Contended,

    /// <summary>Somebody else holds the lock: waiting is enough, nothing is wrong.</summary>
    Busy,

    /// <summary>The disk has no room for it; for less it may have.</summary>
    Full,

    /// <summary>An I/O error, a missing right: it may pass.</summary>
    Failing,

    /// <summary>It will not pass by itself.</summary>
    Damaged,

    /// <summary>The file is not the one that its name leads to any more.</summary>
    Gone,

    /// <summary>The store may be damaged, or the batch is one that no store takes.</summary>
    Unclear,
}
