namespace Otel.EventSink.Storage.Rollups;

/// <summary>What the rollups need to know of an event that is inserted. Names are the ids of the dictionaries, 0 where there is none.</summary>
/// <param name="Time">Unix time in ns.</param>
/// <param name="Duration">In ns; what is not timed counts as an event alone.</param>
internal readonly record struct RollupEvent(
    long Sequence, long Time, long Type, long System, int Severity, long Duration, long Component, long Tags, long Fault);
