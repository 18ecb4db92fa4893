namespace Otel.EventSink.Docs.Tests;

/// <summary>The documents and sources as they lie in the repository, found from where the tests were built.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Documents whose snippets are checked, relative to the root.</summary>
    public static IReadOnlyList<string> Documents { get; } =
        ["README.md", .. Directory.GetFiles(PathOf("docs"), "*.md").Order(StringComparer.Ordinal).Select(p => Path.GetRelativePath(Root, p))];

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EventSink.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"No EventSink.sln above '{AppContext.BaseDirectory}': run the tests from the repository.");
    }
}
