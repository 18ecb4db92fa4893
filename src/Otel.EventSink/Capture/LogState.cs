using Microsoft.Extensions.Logging;

namespace Otel.EventSink.Capture;

/// <summary>Copies the state and the scopes of a log call, which may be mutable and reused, before the call returns.</summary>
internal static class LogState
{
    private const int MaxPairs = 1_000;
    private const int MaxScopes = 64;

    /// <summary>Stands behind the pairs that were taken where there were more, and behind scopes.</summary>
    private const string Cut = "[cut]";

    /// <summary>A delegate made once; <c>ForEachScope</c> wants one.</summary>
    public static readonly Action<object?, LogCapture> CopyScope = static (scope, capture) => CopyOneScope(scope, capture);

    /// <summary>
    /// Reads the state and, unless the writer can put it together just as well, its message: of what cannot change, in the words of
    /// the framework's own formatter.
    /// </summary>
    public static void Copy<TState>(TState state, Exception? exception, Func<TState, Exception?, string> formatter, LogCapture log, int maxTextLength)
    {
        var read = false;
        try
        {
            if (!ReferenceEquals(formatter, FrameworkText.Formatter))
                log.Message = Render(state, exception, formatter);
            read = Copy(state, log, maxTextLength);
        }
        finally
        {
            if (log.Message is null && !(read && CanRenderLater(log)))
                log.Message = Render(state, exception, formatter);
        }
    }

    /// <summary>Copies the pairs. False: some may change, and stand there as they are shown.</summary>
    public static bool Copy<TState>(TState state, LogCapture log, int maxTextLength)
    {
        var whole = true;
        // Indexing the list spares the enumerator.
        if (state is IReadOnlyList<KeyValuePair<string, object?>> list)
        {
            var count = list.Count;
            whole = count <= MaxPairs;
            // The template stands last by convention: looking from the end finds it at once.
            for (var i = count - 1; i >= 0 && log.Template is null; i--)
                if (list[i] is { Key: WellKnownKeys.OriginalFormat, Value: string template })
                    log.Template = template;
            for (var i = 0; i < count && i < MaxPairs; i++)
                whole &= Add(list[i], log, maxTextLength);
            if (count > MaxPairs)
                log.State.Add(new(Cut, true));
        }
        else if (state is IEnumerable<KeyValuePair<string, object?>> pairs)
        {
            var count = 0;
            foreach (var pair in pairs)
            {
                if (count++ == MaxPairs)
                {
                    log.State.Add(new(Cut, true));
                    return false;
                }

                if (pair is { Key: WellKnownKeys.OriginalFormat, Value: string template })
                    log.Template = template;
                whole &= Add(pair, log, maxTextLength);
            }
        }

        return whole;
    }

    private static bool CanRenderLater(LogCapture log) =>
        log.Template is { } template && (log.State.Count > 0 || !template.AsSpan().ContainsAny('{', '}'));

    private static string Render<TState>(TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            return formatter(state, exception) ?? "";
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return MessageTemplate.NotRendered(e);
        }
    }

    private static bool Add(KeyValuePair<string, object?> pair, LogCapture log, int maxTextLength)
    {
        if (pair.Key is WellKnownKeys.OriginalFormat)
            return true;
        if (ValueSnapshot.IsImmutable(pair.Value))
        {
            log.State.Add(new(pair.Key ?? "", pair.Value));
            return true;
        }

        log.State.Add(new(pair.Key ?? "", ValueSnapshot.Of(pair.Value, maxTextLength)));
        return false;
    }

    private static KeyValuePair<string, object?>[] CopyPairs(IEnumerable<KeyValuePair<string, object?>> pairs)
    {
        var copy = new List<KeyValuePair<string, object?>>();
        foreach (var (key, value) in pairs)
        {
            if (copy.Count == MaxPairs)
            {
                copy.Add(new(Cut, true));
                break;
            }

            copy.Add(new(key ?? "", ValueSnapshot.Of(value, 4096)));
        }

        return [.. copy];
    }

    private static void CopyOneScope(object? scope, LogCapture capture)
    {
        // The factory's own scope only repeats the ids that the event has as fields.
        if (scope is null || scope.GetType().Name == "ActivityLogScope" || capture.Scopes.Count > MaxScopes)
            return;
        if (capture.Scopes.Count == MaxScopes)
        {
            capture.Scopes.Add(new(Cut, []));
            return;
        }

        try
        {
            capture.Scopes.Add(scope is IEnumerable<KeyValuePair<string, object?>> pairs
                ? new(null, CopyPairs(pairs))
                : new(JsonValues.TextOf(scope), []));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            capture.Scopes.Add(new(JsonValues.Threw(scope, e), []));
        }
    }
}
