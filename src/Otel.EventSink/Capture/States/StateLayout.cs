namespace Otel.EventSink.Capture.States;

/// <summary>Where in the bytes of a framework's state its values lie, so that they can be copied as they are and read later.</summary>
internal abstract class StateLayout(int formatter, StateField[] fields)
{
    /// <summary>States that are larger are read through their own list.</summary>
    public const int MaxSize = 112;

    public const int MaxValues = 6;

    /// <summary>The offset of the reference that stands for the call site: it knows the template and the names.</summary>
    protected int Formatter { get; } = formatter;

    /// <summary>The values, in the order of the state's own list.</summary>
    public StateField[] Fields { get; } = fields;

    /// <summary>The state that was copied, boxed again: for what is done once per call site.</summary>
    public abstract object Rebuild(LogCapture log);
}

/// <summary>One value of a state.</summary>
/// <param name="Type">How its bytes are read; null: it is a text, kept by reference.</param>
/// <param name="Offset">Of its bytes in the state.</param>
/// <param name="Text">Which of the texts it is.</param>
internal readonly record struct StateField(RawType? Type, int Offset, int Text = -1);
