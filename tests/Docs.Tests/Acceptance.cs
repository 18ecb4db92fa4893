namespace Otel.EventSink.Docs.Tests;

/// <summary>Writes what examples are and print into the documents: <c>EVENTSINK_ACCEPT=1 dotnet test tests/Docs.Tests</c>.</summary>
internal static class Acceptance
{
    public static bool IsOn => Environment.GetEnvironmentVariable("EVENTSINK_ACCEPT") == "1";

    /// <summary>Replaces the blocks behind every mark of an example, or adds them where there are none.</summary>
    public static void Write(ExampleSource example, string output)
    {
        foreach (var name in Repository.Documents)
        {
            var document = new Document(name);
            // From the end, so that the lines before keep their numbers.
            List<string> lines = [.. document.Lines];
            foreach (var mark in document.MarksOf(example.Name).Reverse())
            {
                var code = document.BlockAfter(mark + 1, "csharp");
                var end = code is null ? mark + 1 : (document.BlockAfter(code.End, "text") ?? code).End;
                lines.RemoveRange(mark + 1, end - mark - 1);
                lines.InsertRange(mark + 1, Blocks(example.Code, output));
            }

            if (!lines.SequenceEqual(document.Lines))
                File.WriteAllText(Repository.PathOf(name), string.Join('\n', lines));
        }
    }

    private static IEnumerable<string> Blocks(string code, string output) => output.Length == 0
        ? ["```csharp", .. Text.Lines(code), "```"]
        : ["```csharp", .. Text.Lines(code), "```", "", "```text", .. Text.Lines(output), "```"];
}
