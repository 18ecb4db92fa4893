using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Otel.EventSink.Capture.States;

/// <summary>
/// Finds where the fields of a state like <c>LoggerMessage.LogValues&lt;T0, T1&gt;</c> lie: sets one field at a time in a copy that is
/// otherwise zero, sees which bytes change, and asks the state's own list whether that is the value it shows at that place.
/// </summary>
internal static class StateProbe
{
    private const string Text = "probe";

    /// <summary>Null: it is not such a state, or not as expected.</summary>
    [DynamicDependency(DynamicallyAccessedMemberTypes.NonPublicFields, "Microsoft.Extensions.Logging.LoggerMessage.LogValues", "Microsoft.Extensions.Logging.Abstractions")]
    [DynamicDependency(DynamicallyAccessedMemberTypes.NonPublicFields, "Microsoft.Extensions.Logging.LoggerMessage.LogValues`1", "Microsoft.Extensions.Logging.Abstractions")]
    [DynamicDependency(DynamicallyAccessedMemberTypes.NonPublicFields, "Microsoft.Extensions.Logging.LoggerMessage.LogValues`2", "Microsoft.Extensions.Logging.Abstractions")]
    [DynamicDependency(DynamicallyAccessedMemberTypes.NonPublicFields, "Microsoft.Extensions.Logging.LoggerMessage.LogValues`3", "Microsoft.Extensions.Logging.Abstractions")]
    [DynamicDependency(DynamicallyAccessedMemberTypes.NonPublicFields, "Microsoft.Extensions.Logging.LoggerMessage.LogValues`4", "Microsoft.Extensions.Logging.Abstractions")]
    [DynamicDependency(DynamicallyAccessedMemberTypes.NonPublicFields, "Microsoft.Extensions.Logging.LoggerMessage.LogValues`5", "Microsoft.Extensions.Logging.Abstractions")]
    [DynamicDependency(DynamicallyAccessedMemberTypes.NonPublicFields, "Microsoft.Extensions.Logging.LoggerMessage.LogValues`6", "Microsoft.Extensions.Logging.Abstractions")]
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "The fields of the framework's states are kept by the attributes above; a state without its fields has no layout.")]
    public static (int Formatter, StateField[] Fields)? Find(object state, Type type, int size, Func<object> empty)
    {
        try
        {
            var types = type.GetGenericArguments();
            var fields = type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public);
            if (types.Length > StateLayout.MaxValues || fields.Length != types.Length + 1 || !Array.TrueForAll(types, IsKept))
                return null;
            var site = Array.Find(fields, f => !f.Name.StartsWith("_value", StringComparison.Ordinal));
            if (site is null || site.FieldType.IsValueType || site.GetValue(state) is not { } formatter)
                return null;
            var found = new StateField[types.Length];
            var texts = 0;
            for (var i = 0; i < types.Length; i++)
            {
                var field = Array.Find(fields, f => f.Name == $"_value{i}");
                if (field is null || field.FieldType != types[i] || Place(new(empty(), size), site, formatter, field, i, types) is not { } place)
                    return null;
                found[i] = place.Type is null ? place with { Text = texts++ } : place;
            }

            var probe = new Zeroed(empty(), size);
            site.SetValue(probe.State, formatter);
            return probe.OnlyReference() is { } offset ? (offset, found) : null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Fields that were trimmed away, a list that throws: such a state is read in the ordinary way.
            return null;
        }
    }

    /// <summary>Whether two states show the same pairs.</summary>
    public static bool Agree(object expected, object actual)
    {
        if (expected is not IReadOnlyList<KeyValuePair<string, object?>> a || actual is not IReadOnlyList<KeyValuePair<string, object?>> b)
            return false;
        if (a.Count != b.Count || a[^1] is not { Key: WellKnownKeys.OriginalFormat, Value: string })
            return false;
        for (var i = 0; i < a.Count; i++)
            if (a[i].Key is null || a[i].Key != b[i].Key || !Equals(a[i].Value, b[i].Value))
                return false;
        return true;
    }

    /// <summary>The first byte of a boxed value.</summary>
    public static ref byte Bytes(object boxed) => ref Unsafe.As<Box>(boxed).First;

    private static StateField? Place(Zeroed probe, FieldInfo site, object formatter, FieldInfo field, int index, Type[] types)
    {
        var sample = RawTypes.TryGet(field.FieldType, out var raw) ? raw.Sample : Text;
        field.SetValue(probe.State, sample);
        if ((raw is null ? probe.OnlyReference() : probe.OnlyValue(raw)) is not { } offset)
            return null;
        site.SetValue(probe.State, formatter);
        var list = (IReadOnlyList<KeyValuePair<string, object?>>)probe.State;
        if (list.Count != types.Length + 1)
            return null;
        // Shown where it should be, and nowhere else.
        for (var i = 0; i < types.Length; i++)
            if (Equals(list[i].Value, sample) != (i == index))
                return null;
        return new StateField(raw, offset);
    }

    private static bool IsKept(Type type) => type == typeof(string) || RawTypes.TryGet(type, out _);

    /// <summary>A boxed state in which nothing is set.</summary>
    private readonly struct Zeroed(object state, int size)
    {
        public object State => state;

        private Span<byte> Content => MemoryMarshal.CreateSpan(ref Bytes(state), size);

        /// <summary>Where the sample stands, if that is all there is.</summary>
        public int? OnlyValue(RawType raw)
        {
            var bytes = Content;
            for (var offset = 0; offset + raw.Size <= bytes.Length; offset++)
                if (!bytes[..offset].ContainsAnyExcept((byte)0) && !bytes[(offset + raw.Size)..].ContainsAnyExcept((byte)0) && Equals(raw.Box(in bytes[offset]), raw.Sample))
                    return offset;
            return null;
        }

        /// <summary>The one place that is not zero. What stands there may change at any time: a reference moves with its object.</summary>
        public int? OnlyReference()
        {
            var bytes = Content;
            int? found = null;
            for (var offset = 0; offset + IntPtr.Size <= bytes.Length; offset += IntPtr.Size)
            {
                if (!bytes.Slice(offset, IntPtr.Size).ContainsAnyExcept((byte)0))
                    continue;
                if (found is not null)
                    return null;
                found = offset;
            }

            return found;
        }
    }

    /// <summary>What the runtime puts before the first field of any object, seen as a class.</summary>
    private sealed class Box
    {
        public byte First;
    }
}
