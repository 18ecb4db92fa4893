namespace Otel.EventSink.Benchmarks.Query;

/// <param name="Ask">The product's answer.</param>
/// <param name="AskReference">The reference's answer, by plain SQL.</param>
internal sealed record Question(string Name, Func<Task<string>> Ask, Func<SqlStore, string> AskReference);
