namespace Otel.EventSink.Capture;

/// <summary>Keeps secrets out of log records: out of the state, the scopes, and the message that is made of the state.</summary>
internal sealed class LogRedaction(Redaction redaction)
{
    private readonly List<string> _found = [];

    public bool Matches(string[] names) => redaction.MatchesAny(names);

    /// <summary>A record whose pairs are known. Before its call site is looked up: without a template that goes by the message.</summary>
    public void Apply(LogCapture log)
    {
        if (!redaction.IsOn)
            return;
        for (var i = 0; i < log.ScopeCount; i++)
            redaction.Apply(log.Scopes[i].Pairs);
        if (log.Layout is not null || log.ValueCount == 0)
            return;
        // Only a message that cannot be rendered anew is searched for the secrets themselves.
        var searches = log.Message is not null && log.Template is null;
        if (!redaction.Apply(log.State, searches ? _found : null) || log.Message is null)
            return;
        log.Message = log.Template is { } template ? MessageTemplate.Render(template, log.State) : Without(_found, log.Message);
        _found.Clear();
    }

    /// <summary>A record of the source generator, at a call site that has a secret: becomes one with pairs.</summary>
    public void Unpack(LogCapture log, LogSite site)
    {
        log.Unpack(site.Template);
        redaction.Apply(log.State);
    }

    private static string Without(List<string> secrets, string message)
    {
        foreach (var secret in secrets)
            if (secret.Length > 0)
                message = message.Replace(secret, Redaction.Replacement, StringComparison.Ordinal);
        return message;
    }
}
