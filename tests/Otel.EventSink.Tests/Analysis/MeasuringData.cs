namespace Otel.EventSink.Tests.Analysis;

/// <summary>Public data for measuring, kept outside the repository: the folder of EVENTSINK_DATA, else shared/data beside or above it.</summary>
internal static class MeasuringData
{
    public static string Folder(string name)
    {
        var folder = Find() is { } data ? Path.Combine(data, name) : null;
        if (folder is null || !Directory.Exists(folder))
            Assert.Skip($"No data for measuring ('{name}'): set EVENTSINK_DATA to its folder.");
        return folder;
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("EVENTSINK_DATA") is { Length: > 0 } configured)
            return configured;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var data = Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(data))
                return data;
        }

        return null;
    }
}
