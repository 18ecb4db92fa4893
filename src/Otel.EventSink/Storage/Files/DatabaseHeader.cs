using System.Buffers.Binary;

namespace Otel.EventSink.Storage.Files;

/// <summary>What the first bytes of a file say, also where SQLite refuses to read it as a database.</summary>
internal readonly record struct DatabaseHeader(int ApplicationId, int Version, int WriteFormat)
{
    private const int WriteFormatOffset = 18;
    private const int VersionOffset = 60;
    private const int ApplicationIdOffset = 68;

    /// <summary>Whether it is ours, and of the present schema: then an error in opening it is the file's fault.</summary>
    public bool IsCurrent => ApplicationId == Schema.ApplicationId && Version == Schema.CurrentVersion;

    /// <summary>Whether SQLite takes it for the file of a later SQLite, which it only reads. No store of ours is one.</summary>
    public bool IsReadOnly => IsOurs && WriteFormat > 2;

    public bool IsOurs => ApplicationId == Schema.ApplicationId;

    /// <summary>Reads it as SQLite opens it: to open the file another time would release the locks of this process when it is closed again.</summary>
    public static DatabaseHeader Read(string path)
    {
        using var db = SqliteConnections.OpenBare(path);
        Span<byte> header = stackalloc byte[100];
        header.Clear();
        SqliteFile.Database(db).Read(header, 0);
        return new(BinaryPrimitives.ReadInt32BigEndian(header[ApplicationIdOffset..]), BinaryPrimitives.ReadInt32BigEndian(header[VersionOffset..]), header[WriteFormatOffset]);
    }
}
