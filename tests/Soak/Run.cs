namespace Otel.EventSink.Soak;

/// <summary>One run of a promise: how much is to be tried, with which random numbers, and what came of it.</summary>
internal sealed class Run(int tries, int seed, string folder)
{
    public int Tries => tries;

    public Random Random { get; } = new(seed);

    /// <summary>A folder of the run's own, removed afterwards.</summary>
    public string Folder => folder;

    /// <summary>What was tried, in the unit that the promise names: kills, events, states.</summary>
    public long Tried { get; set; }

    /// <summary>What was promised and is not there.</summary>
    public long Lost { get; set; }

    /// <summary>A figure to be printed with the result, such as how many events were looked at.</summary>
    public string? Note { get; set; }

    public string Path(string name) => System.IO.Path.Combine(folder, name);

    /// <exception cref="BrokenPromiseException">It does not hold.</exception>
    public static void Check(bool holds, string otherwise)
    {
        if (!holds)
            throw new BrokenPromiseException(otherwise);
    }
}
