using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Otel.EventSink.Hosting;

/// <summary>One value of the configuration, read as what it must be; what it is instead becomes a failure with its path.</summary>
internal readonly struct ConfigurationValue(IConfigurationSection section, List<string> failures)
{
    /// <summary>A null in a file: as if it were not there. (An empty object looks the same.)</summary>
    public static bool IsUnset(IConfigurationSection section) => section.Value is null && !section.GetChildren().Any();

    public string Text() => section.Value ?? Fail<string>("a single value") ?? "";

    public TimeSpan Duration() => Parse("a duration such as 00:00:00.500", t => TimeSpan.Parse(t, CultureInfo.InvariantCulture));

    public T Name<T>() where T : struct, Enum => Parse(
        $"one of {string.Join(", ", Enum.GetNames<T>())}",
        static t => Enum.TryParse<T>(t, ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsAsciiDigit(t[0]) ? value : throw new FormatException());

    public T? Parse<T>(string expected, Func<string, T> parse)
    {
        if (section.Value is null)
            return Fail<T>(expected);
        try
        {
            return parse(section.Value.Trim());
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
        {
            return Fail<T>(expected);
        }
    }

    private T? Fail<T>(string expected)
    {
        var found = section.Value is { } value ? $"'{value}'" : "a section";
        failures.Add($"{section.Path} is {found}: it must be {expected}.");
        return default;
    }
}
