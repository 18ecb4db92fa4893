namespace Otel.EventSink.Pipeline;

/// <summary>Items kept to be used again, of which an idle process should not keep what a burst needed.</summary>
internal interface ISpares
{
    /// <summary>Whether more is at hand than an idle process should keep.</summary>
    bool HasSurplus { get; }

    /// <summary>Gives the surplus back to the runtime. Any thread.</summary>
    void Trim();
}
