namespace Otel.EventSink.Analysis { internal static class Patterns { public static PatternAnalysis Of(AnalysisPeriod p, Storage.WindowSums s, HourlyHistory h, AnomalyOptions o) => throw new Exception(); } 
internal static class TB { public static void ThrowIfInvalid(this AnomalyOptions o) {} }
internal static class TraceBuilder { public static TraceTree Build(IReadOnlyList<Event> e) => throw new Exception(); } }
namespace Otel.EventSink.Analysis.Mining { internal sealed class MinedTemplate { public string Text => ""; } internal sealed class TemplateMiner { public MinedTemplate Add(string t) => new(); } }
