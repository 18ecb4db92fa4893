using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using Otel.EventSink.Capture;
using Otel.EventSink.DynamicProxy.Plans;

namespace Otel.EventSink.DynamicProxy.Calls;

/// <summary>
/// A value of a call as it is at this moment. Records are taken apart, so that what a redaction hides by its name is hidden in them too:
/// in their text it would stand. Everything else is what it is in a log record.
/// </summary>
internal static class ArgumentSnapshot
{
    private const int MaxItems = 100;
    private const int MaxDepth = 4;
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]?> Records = new();

    public static object? Of(object? value, int maxLength) => Of(value, maxLength, 0) switch
    {
        string text when text.Length > maxLength => JsonFragment.Of(text, maxLength),
        var other => ValueSnapshot.Of(other, maxLength),
    };

    private static object? Of(object? value, int maxLength, int depth)
    {
        if (ValueSnapshot.IsImmutable(value))
            return value;
        if (!Sensitive.MayRecord(value!))
            return $"[{TypeNames.Short(value!.GetType())}]";
        if (value is byte[] or ReadOnlyMemory<byte> or Memory<byte>)
            return $"[{TypeNames.Short(value.GetType())}]";
        try
        {
            if (Records.GetOrAdd(value!.GetType(), PropertiesOf) is { } properties)
                return depth >= MaxDepth ? $"[{TypeNames.Short(value.GetType())}]" : Apart(value, properties, maxLength, depth);
            return value is ICollection and not IDictionary && depth < MaxDepth ? Items((ICollection)value, maxLength, depth) : ValueSnapshot.Of(value, maxLength);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return JsonValues.Threw(value!, e);
        }
    }

    private static Dictionary<string, object?> Apart(object value, PropertyInfo[] properties, int maxLength, int depth)
    {
        var apart = new Dictionary<string, object?>(properties.Length);
        foreach (var property in properties)
            apart[property.Name] = Of(Read(property, value), maxLength, depth + 1);
        return apart;
    }

    private static List<object?> Items(ICollection items, int maxLength, int depth)
    {
        var taken = new List<object?>(Math.Min(items.Count, MaxItems));
        foreach (var item in items)
        {
            if (taken.Count == MaxItems)
            {
                taken.Add($"[{items.Count - MaxItems} more]");
                break;
            }

            taken.Add(Of(item, maxLength, depth + 1));
        }

        return taken;
    }

    private static object? Read(PropertyInfo property, object value)
    {
        try
        {
            return property.GetValue(value);
        }
        catch (TargetInvocationException e)
        {
            return JsonValues.Threw(value, e.InnerException ?? e);
        }
    }

    /// <summary>Null: not a record. The compiler gives each a method that prints its members.</summary>
    private static PropertyInfo[]? PropertiesOf(Type type)
    {
        const BindingFlags Own = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly;
        return type.GetMethod("PrintMembers", Own, [typeof(System.Text.StringBuilder)]) is null
            ? null
            : [.. type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(static p => p.CanRead && p.GetIndexParameters().Length == 0)];
    }
}
