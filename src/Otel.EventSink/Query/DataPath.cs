namespace Otel.EventSink.Query;

/// <summary>
/// Where a value is: <c>data.order.id</c>, <c>metadata.resource.host.name</c>, <c>data.items[0].price</c>. A dot may part levels or
/// stand inside a key, as in OpenTelemetry's names, so that every reading of the path is tried.
/// </summary>
internal sealed record DataPath(bool InMetadata, string Text, IReadOnlyList<string> JsonPaths)
{
    private const int MaxSegments = 8;

    /// <summary>What the outermost key begins with in every reading.</summary>
    public string FirstKey => Text.Split('.')[1].Split('[')[0];

    /// <exception cref="ArgumentException">The text is no such path.</exception>
    public static DataPath Parse(string path, string parameter)
    {
        ArgumentNullException.ThrowIfNull(path, parameter);
        var segments = path.Split('.');
        var isMetadata = segments[0] == "metadata";
        if (!isMetadata && segments[0] != "data")
            throw Unreadable(path, "it must begin with 'data.' or 'metadata.'", parameter);
        if (segments.Length < 2)
            throw Unreadable(path, "it names no value", parameter);
        if (segments.Length > MaxSegments + 1)
            throw Unreadable(path, $"it has more than {MaxSegments} parts", parameter);
        foreach (var segment in segments)
            if (segment.Length == 0 || segment.AsSpan().ContainsAny('"', '\\', '\0'))
                throw Unreadable(path, "each part between dots must be a key without quotes and backslashes", parameter);
        return new DataPath(isMetadata, path, [.. Readings(segments[1..])]);
    }

    /// <summary>Each way to read the dots: as part of a key, or as a step down. Keys with dots first, which is how OpenTelemetry writes.</summary>
    private static IEnumerable<string> Readings(string[] segments)
    {
        var dots = segments.Length - 1;
        for (var steps = 0; steps < 1 << dots; steps++)
        {
            var path = "$.\"" + segments[0];
            for (var i = 0; i < dots; i++)
                path = (steps >> i & 1) == 0 ? $"{path}.{segments[i + 1]}" : $"{Close(path)}.\"{segments[i + 1]}";
            yield return Close(path);
        }
    }

    /// <summary>Ends a key; <c>key[0]</c> is the element of an array, <c>key[0][1]</c> one of an array in it.</summary>
    private static string Close(string path)
    {
        var end = path.Length;
        while (path[end - 1] == ']' && path.LastIndexOf('[', end - 1) is > 0 and var bracket
            && path.AsSpan(bracket + 1, end - bracket - 2) is { Length: > 0 } index && index.IndexOfAnyExceptInRange('0', '9') < 0)
            end = bracket;
        return $"{path[..end]}\"{path[end..]}";
    }

    private static ArgumentException Unreadable(string path, string why, string parameter) =>
        new($"'{path}' is not a path to a value: {why}. Write 'data.order.id' or 'metadata.thread'.", parameter);
}
