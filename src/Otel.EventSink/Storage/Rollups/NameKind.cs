namespace Otel.EventSink.Storage.Rollups;

/// <summary>What <c>rollup_name</c> counts; the numbers are in the file.</summary>
internal enum NameKind
{
    All = 0,
    System = 1,
    Type = 2,
    Component = 3,
    Tags = 4,
    Severity = 5,
}
