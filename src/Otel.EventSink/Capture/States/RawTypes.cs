using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Otel.EventSink.Capture.States;

/// <summary>The types whose values a state may hold as bytes.</summary>
internal static class RawTypes
{
    private static readonly ConcurrentDictionary<Type, RawType> Known = new(
    [
        .. Of<bool>(true, static (json, value) => json.WriteBooleanValue(value)),
        .. Of<byte>(7, static (json, value) => json.WriteNumberValue(value)),
        .. Of<sbyte>(7, static (json, value) => json.WriteNumberValue(value)),
        .. Of<short>(7, static (json, value) => json.WriteNumberValue(value)),
        .. Of<ushort>(7, static (json, value) => json.WriteNumberValue(value)),
        .. Of<int>(7, static (json, value) => json.WriteNumberValue(value)),
        .. Of<uint>(7, static (json, value) => json.WriteNumberValue(value)),
        .. Of<long>(7, static (json, value) => json.WriteNumberValue(value)),
        .. Of<ulong>(7, static (json, value) => json.WriteNumberValue(value)),
        .. Of<float>(7.5f, JsonValues.WriteFloat),
        .. Of<double>(7.5, JsonValues.WriteDouble),
        .. Of<decimal>(-7.5m, static (json, value) => json.WriteNumberValue(value)),
        .. Of<Guid>(new Guid(7, 6, 5, 4, 3, 2, 1, 0, 1, 2, 3), static (json, value) => json.WriteStringValue(value)),
        .. Of<DateTime>(new DateTime(7, DateTimeKind.Utc), static (json, value) => json.WriteStringValue(value)),
        .. Of<DateTimeOffset>(new DateTimeOffset(2007, 7, 7, 7, 7, 7, TimeSpan.FromHours(7)), static (json, value) => json.WriteStringValue(value)),
        .. Of<char>('7', null),
        .. Of<TimeSpan>(new TimeSpan(7), null),
        .. Of<DateOnly>(new DateOnly(7, 7, 7), null),
        .. Of<TimeOnly>(new TimeOnly(7), null),
        .. Of<Int128>(7, null),
        .. Of<UInt128>(7, null),
        .. Of<Half>((Half)7, null),
    ]);

    public static bool TryGet(Type type, [NotNullWhen(true)] out RawType? raw)
    {
        if (Known.TryGetValue(type, out raw))
            return true;
        if (!type.IsEnum)
            return false;
        raw = Known.GetOrAdd(type, static t => new RawEnum(t));
        return true;
    }

    private static IEnumerable<KeyValuePair<Type, RawType>> Of<T>(T sample, RawValue<T>.JsonWriter? json) where T : unmanaged
    {
        var raw = new RawValue<T>(sample, json);
        return [new(typeof(T), raw), new(typeof(T?), new RawNullable<T>(raw))];
    }
}
