namespace Otel.EventSink;

/// <summary>A failure inside the sink, never one of the host's.</summary>
/// <param name="Operation">What was being done: <c>append</c>, <c>capture</c>, <c>checkpoint</c> ...</param>
/// <param name="Message">What happened, the value, what to do.</param>
/// <param name="Exception">The cause, where there is one.</param>
/// <param name="Suppressed">How many failures of the same operation went unreported since the last report.</param>
public sealed record EventSinkFailure(string Operation, string Message, Exception? Exception, long Suppressed);
