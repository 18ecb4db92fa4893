namespace Otel.EventSink;

/// <summary>How the calls of one intercepted interface are recorded. Read once, when the interception is set up.</summary>
public sealed class InterceptionOptions
{
    /// <summary>Who the calls are said by where no <see cref="CollectEventAttribute"/> names a system. Default: null, this service.</summary>
    public SourceSystem? System { get; set; }

    /// <summary>Whether only calls of methods that carry <see cref="CollectEventAttribute"/>, or whose type does, are recorded. Default: false.</summary>
    public bool OnlyMarked { get; set; }

    /// <summary>Whether arguments are recorded, also where the attribute does not ask for it. Default: false.</summary>
    public bool Arguments { get; set; }

    /// <summary>Whether results are recorded, also where the attribute does not ask for it. Default: false.</summary>
    public bool Results { get; set; }

    /// <summary>Recorded texts longer than this many characters are cut and marked, 16 to 32,768. Default: 1,024.</summary>
    public int MaxValueLength { get; set; } = 1_024;

    /// <exception cref="ArgumentException">An option is wrong.</exception>
    internal void Validate()
    {
        if (MaxValueLength is < 16 or > 32_768)
            throw new ArgumentException($"MaxValueLength is {MaxValueLength}: it must lie between 16 and 32768.", nameof(MaxValueLength));
    }
}
