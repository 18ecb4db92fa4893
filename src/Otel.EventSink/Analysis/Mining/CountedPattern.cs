using Otel.EventSink.Capture.Texts;

namespace Otel.EventSink.Analysis.Mining;

/// <summary>A pattern and how many lines it stands for.</summary>
internal readonly record struct CountedPattern(Pattern Pattern, long Count);
