using Microsoft.Extensions.Logging;

namespace Otel.EventSink.Capture;

/// <summary>Copies the state and the scopes of a log call, which may be mutable and reused, before the call returns.</summary>
internal static class LogState
{
    private const int MaxPairs = 1_000;

    /// <summary>A delegate made once; <c>ForEachScope</c> wants one.</summary>
    public static readonly Action<object?, LogCapture> CopyScope = static (scope, capture) => CopyOneScope(scope, capture);

    public static void Copy<TState>(TState state, LogCapture capture, int maxTextLength)
    {
        // Indexing the list spares the enumerator; the casts box nothing that the framework's own states are not already.
        if (state is IReadOnlyList<KeyValuePair<string, object?>> list)
        {
            // The template stands last by convention: looking from the end finds it at once.
            for (var i = list.Count - 1; i >= 0 && capture.Template is null; i--)
                if (list[i] is { Key: WellKnownKeys.OriginalFormat, Value: string template })
                    capture.Template = template;
            for (var i = 0; i < list.Count && i < MaxPairs; i++)
                Add(list[i], capture, maxTextLength);
        }
        else if (state is IEnumerable<KeyValuePair<string, object?>> pairs)
        {
            foreach (var pair in pairs.Take(MaxPairs))
            {
                if (pair is { Key: WellKnownKeys.OriginalFormat, Value: string template })
                    capture.Template = template;
                Add(pair, capture, maxTextLength);
            }
        }
    }

    public static string Render<TState>(TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            return formatter(state, exception) ?? "";
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return $"[the message could not be rendered: {e.GetType().Name}]";
        }
    }

    private static void Add(KeyValuePair<string, object?> pair, LogCapture capture, int maxTextLength)
    {
        if (pair.Key is not WellKnownKeys.OriginalFormat)
            capture.State.Add(new(pair.Key ?? "", ValueSnapshot.Of(pair.Value, maxTextLength)));
    }

    private static void CopyOneScope(object? scope, LogCapture capture)
    {
        // The factory's own scope only repeats the ids that the event has as fields.
        if (scope is null || scope.GetType().Name == "ActivityLogScope" || capture.Scopes.Count == 64)
            return;
        try
        {
            capture.Scopes.Add(scope is IEnumerable<KeyValuePair<string, object?>> pairs
                ? new(null, [.. pairs.Take(MaxPairs).Select(p => new KeyValuePair<string, object?>(p.Key ?? "", ValueSnapshot.Of(p.Value, 4096)))])
                : new(JsonValues.TextOf(scope), []));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            capture.Scopes.Add(new(JsonValues.Threw(scope, e), []));
        }
    }
}
