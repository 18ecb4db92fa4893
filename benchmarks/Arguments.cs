using System.Globalization;

namespace Otel.EventSink.Benchmarks;

/// <summary>A command and its options: <c>--name value</c>.</summary>
internal sealed class Arguments(string[] args)
{
    public string Command { get; } = args.Length > 0 ? args[0] : "";

    public int Int(string name, int otherwise) =>
        Text(name) is { } text ? int.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture) : otherwise;

    public string? Text(string name)
    {
        var index = Array.IndexOf(args, $"--{name}");
        return index > 0 && index + 1 < args.Length ? args[index + 1] : null;
    }
}
