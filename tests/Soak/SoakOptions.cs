using System.Globalization;

namespace Otel.EventSink.Soak;

/// <summary>What the command line asks for.</summary>
internal sealed record SoakOptions
{
    public IReadOnlyList<Promise> Promises { get; private init; } = [];

    public bool IsSmall { get; private init; }

    /// <summary>Instead of the promises' own numbers.</summary>
    public int? Tries { get; private init; }

    /// <summary>Where the random numbers start; printed with what fails.</summary>
    public int Seed { get; private init; } = Random.Shared.Next();

    /// <summary>What is wrong with the command line; null if nothing is.</summary>
    public string? Error { get; private init; }

    public static SoakOptions Parse(string[] args)
    {
        var options = new SoakOptions();
        var names = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--small")
                options = options with { IsSmall = true };
            else if (args[i] is "--tries" or "--seed")
            {
                if (i + 1 == args.Length || !int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                    return new SoakOptions { Error = $"{args[i]} wants a number." };
                options = args[i++] == "--tries" ? options with { Tries = number } : options with { Seed = number };
            }
            else
                names.Add(args[i]);
        }

        var known = AllPromises.List;
        if (names is ["all"])
            return options with { Promises = known };
        var unknown = names.FirstOrDefault(n => known.All(p => p.Name != n));
        return names.Count > 0 && unknown is null
            ? options with { Promises = [.. known.Where(p => names.Contains(p.Name))] }
            : new SoakOptions { Error = $"'{unknown}' is not a promise. Known: all, {string.Join(", ", known.Select(p => p.Name))}." };
    }
}
