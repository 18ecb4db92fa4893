namespace Otel.EventSink.Analysis { 
internal static class TraceBuilder { public static TraceTree Build(IReadOnlyList<Event> e) => throw new Exception(); } }
namespace Otel.EventSink.Analysis.Mining { internal sealed class MinedTemplate { public string Text => ""; } internal sealed class TemplateMiner { public MinedTemplate Add(string t) => new(); } }
