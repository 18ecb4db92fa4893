namespace Otel.EventSink.Soak;

/// <summary>A promise of docs/reliability.md and the way to try it.</summary>
/// <param name="Name">R1, R2, ...</param>
/// <param name="Text">What is tried, in a few words.</param>
/// <param name="Small">How many tries a bounded run makes.</param>
/// <param name="Whole">How many tries the whole run makes.</param>
/// <param name="RunAsync">Makes the tries; throws <see cref="BrokenPromiseException"/> where one fails.</param>
internal sealed record Promise(string Name, string Text, int Small, int Whole, Func<Run, Task> RunAsync)
{
    /// <summary>What this machine lacks, such as a C compiler; null where the promise can be tried.</summary>
    public Func<string?> Missing { get; init; } = static () => null;
}
