namespace Otel.EventSink;

/// <summary>How events are spread over a window, and where that is unusual.</summary>
public sealed record PatternAnalysis
{
    /// <summary>The window.</summary>
    public required AnalysisPeriod Period { get; init; }

    /// <summary>All events.</summary>
    public required long TotalEvents { get; init; }

    /// <summary>Counts by hour (its first moment, UTC), in the order of time, empty hours included. The first and the last may be cut by the window.</summary>
    public required IReadOnlyDictionary<DateTimeOffset, long> HourlyDistribution { get; init; }

    /// <summary>Counts by type.</summary>
    public required IReadOnlyDictionary<EventType, long> EventTypes { get; init; }

    /// <summary>Counts by system.</summary>
    public required IReadOnlyDictionary<SourceSystem, long> Systems { get; init; }

    /// <summary>Counts by severity, of each system.</summary>
    public required IReadOnlyDictionary<SourceSystem, IReadOnlyDictionary<Severity, long>> SeveritiesBySystem { get; init; }

    /// <summary>The mean duration of the events that have one (0 to 104 days); null if none has.</summary>
    public required TimeSpan? AverageDuration { get; init; }

    /// <summary>Hours with unusually many or few events, the most unusual first.</summary>
    public required IReadOnlyList<HourlyAnomaly> Anomalies { get; init; }
}

/// <summary>An hour with unusually many or few events.</summary>
/// <param name="Hour">Its first moment, UTC.</param>
/// <param name="Count">How many there were.</param>
/// <param name="Expected">How many there usually are.</param>
/// <param name="Deviation">How far that is off, in (robust) standard deviations; negative: too few.</param>
/// <param name="Rule">Which rule found it, in words.</param>
public sealed record HourlyAnomaly(DateTimeOffset Hour, long Count, double Expected, double Deviation, string Rule);

/// <summary>How hours are judged.</summary>
public sealed record AnomalyOptions
{
    /// <summary>The method. Default: <see cref="AnomalyMethod.Robust"/>.</summary>
    public AnomalyMethod Method { get; init; } = AnomalyMethod.Robust;

    /// <summary>From how many standard deviations on an hour is unusual. Default: the method's own (3.5 robust, 2.0 mean and sigma).</summary>
    public double? Threshold { get; init; }

    internal void ThrowIfInvalid()
    {
        if (!Enum.IsDefined(Method))
            throw new ArgumentOutOfRangeException(nameof(Method), Method, "Not a method.");
        if (Threshold is { } threshold && !(threshold > 0 && double.IsFinite(threshold)))
            throw new ArgumentOutOfRangeException(nameof(Threshold), threshold, "A threshold must be a number greater than zero.");
    }
}

/// <summary>How the usual number of events in an hour is found.</summary>
public enum AnomalyMethod
{
    /// <summary>Median and median absolute deviation, by hour of the day and day of the week where the history is long enough.</summary>
    Robust,

    /// <summary>Mean and standard deviation of all hours.</summary>
    MeanAndSigma,
}
