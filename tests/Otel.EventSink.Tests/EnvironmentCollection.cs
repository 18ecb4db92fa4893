namespace Otel.EventSink.Tests;

/// <summary>Tests that change what belongs to the whole process: they run alone.</summary>
[CollectionDefinition(nameof(EnvironmentCollection), DisableParallelization = true)]
public class EnvironmentCollection;
