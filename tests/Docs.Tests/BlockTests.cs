using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Otel.EventSink.Docs.Tests.Seeding;

namespace Otel.EventSink.Docs.Tests;

/// <summary>Snippets that are not C#.</summary>
public sealed class BlockTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("eventsink-docs-");

    private string Database => Path.Combine(_folder.FullName, "events.db");

    public static TheoryData<string, string> Sql => Of("sql");

    public static TheoryData<string, string> Json => Of("json");

    public static TheoryData<string, string> Shell => Of("sh");

    [Theory]
    [MemberData(nameof(Sql))]
    public async Task SqlFindsRows(string place, string sql)
    {
        await Seed.CopyToAsync(Database);
        await using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(reader.HasRows, place);
    }

    [Theory]
    [MemberData(nameof(Json))]
    public async Task AHostTakesTheConfiguration(string place, string json)
    {
        var builder = WebApplication.CreateSlimBuilder();
        // The documents name folders in which a test has no business.
        var here = Regex.Replace(json, "(?<=\"DatabasePath\": \")[^\"]*", Database);
        builder.Configuration.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(here)));
        builder.Services.AddCentralEventLogging();
        await using var app = builder.Build();
        var path = app.Services.GetRequiredService<IOptions<EventSinkOptions>>().Value.DatabasePath;
        Assert.True(path == Database, $"{place}: {path}");
    }

    [Theory]
    [MemberData(nameof(Shell))]
    public async Task TheShellDoesIt(string place, string script)
    {
        Assert.SkipUnless(File.Exists("/bin/sh") && Array.Exists(["/usr/bin/sqlite3", "/usr/local/bin/sqlite3"], File.Exists), "sh or sqlite3 is missing.");
        await Seed.CopyToAsync(Database);
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-e", "-c", script]) { WorkingDirectory = _folder.FullName, RedirectStandardError = true, RedirectStandardOutput = true })!;
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{place}: {await error}");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static TheoryData<string, string> Of(string language)
    {
        var data = new TheoryData<string, string>();
        foreach (var document in Document.All)
            foreach (var block in document.Blocks.Where(b => b.Language == language))
                data.Add($"{document.Name}:{block.First + 1}", block.Content);
        return data;
    }
}
