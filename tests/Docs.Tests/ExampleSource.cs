namespace Otel.EventSink.Docs.Tests;

/// <summary>The shown part of an example: what stands between <c>// &lt;name&gt;</c> and <c>// &lt;/name&gt;</c>.</summary>
internal sealed record ExampleSource(string Name, string Code)
{
    public static IReadOnlyDictionary<string, ExampleSource> All { get; } =
        Directory.GetFiles(Repository.PathOf("tests/Docs.Tests/Examples"), "*.cs")
            .SelectMany(path => Read(Text.Lines(File.ReadAllText(path))))
            .ToDictionary(e => e.Name);

    /// <summary>The method that holds it: <c>errors-by-system</c> is in <c>ErrorsBySystem</c>.</summary>
    public string MethodName => string.Concat(Name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private static IEnumerable<ExampleSource> Read(string[] lines)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            if (NameOf(lines[i]) is not { } name)
                continue;
            var end = Array.FindIndex(lines, i, l => l.Trim() == $"// </{name}>");
            if (end < 0)
                throw new InvalidOperationException($"The example '{name}' has no end: close it with '// </{name}>'.");
            yield return new ExampleSource(name, Text.Dedent(lines[(i + 1)..end]));
            i = end;
        }
    }

    private static string? NameOf(string line) =>
        line.Trim() is ['/', '/', ' ', '<', not '/', .., '>'] mark ? mark[4..^1] : null;
}
