namespace Otel.EventSink.Storage;

/// <summary>A file of a version that is newer than this program. It may be read through its view, and is otherwise left alone.</summary>
internal sealed class NewerSchemaException(string message) : Exception(message);
