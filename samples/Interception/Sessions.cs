using System.Text.Json;
using Otel.EventSink;

namespace Interception;

/// <summary>Sessions: a type that names what has happened is one event, when it has.</summary>
public interface ISessions
{
    [CollectEvent("session_buddy", EventTypeNames.SessionCreated, Result = true)]
    ValueTask<Guid> CreateAsync(string subject);

    [CollectEvent("session_buddy", EventTypeNames.SessionCheckpoint, Arguments = true)]
    Task CheckpointAsync(Guid session, int issues);
}

internal sealed class Sessions(Place place) : ISessions
{
    public ValueTask<Guid> CreateAsync(string subject)
    {
        var id = Guid.NewGuid();
        Directory.CreateDirectory(place.Sessions);
        File.WriteAllText(PathOf(id), JsonSerializer.Serialize(new { subject }));
        return new ValueTask<Guid>(id);
    }

    public async Task CheckpointAsync(Guid session, int issues) =>
        await File.AppendAllTextAsync(PathOf(session), JsonSerializer.Serialize(new { issues }));

    private string PathOf(Guid id) => Path.Combine(place.Sessions, $"{id}.json");
}
