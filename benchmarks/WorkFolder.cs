namespace Otel.EventSink.Benchmarks;

/// <summary>A folder for the databases of one run, removed at its end unless the user named it.</summary>
internal sealed class WorkFolder : IDisposable
{
    private readonly bool _isOurs;

    public WorkFolder(string? path = null)
    {
        _isOurs = path is null;
        Path = path is null ? Directory.CreateTempSubdirectory("eventsink-bench-").FullName : Directory.CreateDirectory(path).FullName;
    }

    public string Path { get; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public static void DeleteDatabase(string path)
    {
        foreach (var suffix in (string[])["", "-wal", "-shm", "-journal"])
            File.Delete(path + suffix);
    }

    public void Dispose()
    {
        if (_isOurs)
            Directory.Delete(Path, recursive: true);
    }
}
