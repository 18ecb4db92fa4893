namespace Otel.EventSink;

/// <summary>How a value inside an event's data or metadata is compared. Numbers compare with numbers only, text with text only; true and false compare as 1 and 0.</summary>
public enum Comparison
{
    /// <summary>The value is there and the same; with null: it is null or not there.</summary>
    Equal,

    /// <summary>The value is there and another; with null: it is there and not null.</summary>
    NotEqual,

    /// <summary>The value is smaller; text by code point.</summary>
    Less,

    /// <summary>The value is smaller or the same.</summary>
    LessOrEqual,

    /// <summary>The value is greater.</summary>
    Greater,

    /// <summary>The value is greater or the same.</summary>
    GreaterOrEqual,
}
