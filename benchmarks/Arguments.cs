using System.Globalization;

namespace Otel.EventSink.Benchmarks;

/// <summary>A command and its options: <c>--name value</c>, or <c>--name</c> alone.</summary>
internal sealed class Arguments(string[] args)
{
    public string Command { get; } = args.Length > 0 ? args[0] : "";

    /// <summary>What no <c>--name</c> stands before, for benchmarks that hand it on.</summary>
    public string[] Rest { get; } = args.Length > 0 ? args[1..] : [];

    public int Int(string name, int otherwise) =>
        Text(name) is { } text ? int.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture) : otherwise;

    public string? Text(string name)
    {
        var index = Array.IndexOf(args, $"--{name}");
        return index > 0 && index + 1 < args.Length ? args[index + 1] : null;
    }

    public string Required(string name) => Text(name) ?? throw new ArgumentException($"'{Command}' needs --{name}.");

    public bool Has(string name) => args.Contains($"--{name}");
}
