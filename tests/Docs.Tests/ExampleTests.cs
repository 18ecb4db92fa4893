namespace Otel.EventSink.Docs.Tests;

public class ExampleTests
{
    public static TheoryData<string> Names => [.. ExampleSource.All.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task TheDocumentShowsTheCodeAndWhatItPrints(string name)
    {
        var example = ExampleSource.All[name];
        var output = await ExampleRunner.RunAsync(example);
        if (Acceptance.IsOn)
            Acceptance.Write(example, output);

        var shown = Document.All.SelectMany(d => d.MarksOf(name).Select(mark => (Document: d, Mark: mark))).ToList();
        Assert.True(shown.Count > 0, $"No document shows '{name}': write '<!-- example: {name} -->' into one.");
        foreach (var (document, mark) in shown)
        {
            var code = document.BlockAfter(mark + 1, "csharp");
            Assert.Equal(example.Code, code?.Content);
            Assert.Equal(output, document.BlockAfter(code!.End, "text")?.Content ?? "");
        }
    }

    [Fact]
    public void EveryCodeBlockIsAnExample()
    {
        foreach (var document in Document.All)
        {
            foreach (var block in document.Blocks.Where(b => b.Language is "csharp" or "cs" or "c#"))
                Assert.True(block.Example is not null, $"{document.Name}:{block.First + 1}: the block has no '<!-- example: name -->' before it.");
            Assert.All(document.MarkedExamples, name => Assert.Contains(name, ExampleSource.All.Keys));
        }
    }

    [Fact]
    public void EveryMethodAmongTheExamplesShowsSomething() =>
        Assert.Equal(ExampleSource.All.Values.Select(e => e.MethodName).Order(), ExampleRunner.Methods.Keys.Order());
}
