using System.Text.Json;
using Otel.EventSink;

namespace Interception;

/// <summary>Configuration: read anew for each workflow.</summary>
public interface ISettings
{
    /// <summary>The longest line that is allowed.</summary>
    [CollectEvent("oneiric", EventTypeNames.ConfigReloaded, Result = true)]
    int Reload();
}

internal sealed class Settings(Place place) : ISettings
{
    public int Reload()
    {
        using var file = File.OpenRead(place.Settings);
        return JsonDocument.Parse(file).RootElement.GetProperty("limit").GetInt32();
    }
}

/// <summary>Where the sample works.</summary>
internal sealed record Place(string Folder)
{
    public string Texts => Path.Combine(Folder, "texts");

    public string Sessions => Path.Combine(Folder, "sessions");

    public string Settings => Path.Combine(Folder, "settings.json");
}
