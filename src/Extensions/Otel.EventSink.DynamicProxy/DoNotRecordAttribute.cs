namespace Otel.EventSink;

/// <summary>The value of this parameter, or what the method returns, is never recorded. On the interface or on the class.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.ReturnValue)]
public sealed class DoNotRecordAttribute : Attribute;
