namespace Otel.EventSink.Tests;

/// <summary>Activity listeners see every activity of the process: tests that start any run by themselves.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ActivityCollection
{
    public const string Name = "activities";
}
