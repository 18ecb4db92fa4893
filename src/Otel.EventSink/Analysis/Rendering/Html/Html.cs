namespace Otel.EventSink.Analysis.Rendering;

/// <summary>Text that is markup already. Only what this program wrote may become one.</summary>
internal readonly record struct Html(string Text);
