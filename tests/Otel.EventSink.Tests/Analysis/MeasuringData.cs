namespace Otel.EventSink.Tests;

/// <summary>The folder of public data sets that the analyses are measured by; it is no part of the repository.</summary>
internal static class MeasuringData
{
    /// <summary>A folder within the data; skips the test where there is none.</summary>
    public static string Folder(string name)
    {
        var folder = Candidates().Select(root => Path.Combine(root, name)).FirstOrDefault(Directory.Exists);
        Assert.SkipWhen(folder is null, $"No measuring data '{name}': set EVENTSINK_DATA to the folder that has it.");
        return folder!;
    }

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("EVENTSINK_DATA") is { Length: > 0 } given)
            yield return given;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            yield return Path.Combine(folder.FullName, "shared", "data");
    }
}
