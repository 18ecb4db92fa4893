using System.Globalization;

namespace Otel.EventSink.Benchmarks;

/// <summary>A command and its options: <c>--name value</c>, or <c>--name</c> alone.</summary>
internal sealed class Arguments(string[] args)
{
    public string Command { get; } = args.Length > 0 ? args[0] : "";

    /// <exception cref="UsageException">What stands there is no number above 0.</exception>
    public int Int(string name, int otherwise)
    {
        if (Text(name) is not { } text)
            return otherwise;
        return int.TryParse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new UsageException($"--{name} '{text}' is not a number above 0.");
    }

    public string? Text(string name)
    {
        var index = Array.IndexOf(args, $"--{name}");
        return index > 0 && index + 1 < args.Length ? args[index + 1] : null;
    }

    public string Required(string name) => Text(name) ?? throw new UsageException($"'{Command}' needs --{name}.");

    public bool Has(string name) => args.Contains($"--{name}");
}
