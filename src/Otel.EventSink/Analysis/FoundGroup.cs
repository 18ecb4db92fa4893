using Otel.EventSink.Storage.Rollups;

namespace Otel.EventSink.Analysis;

/// <summary>Errors of one fault, before their example is read.</summary>
internal sealed record FoundGroup(string Title, ErrorGrouping Grouping, ErrorCell Errors, bool IsNew);
