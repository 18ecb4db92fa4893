using System.Collections;

namespace Otel.EventSink.Tests;

/// <summary>A list of values with a template behind them, as the framework's states are.</summary>
internal static class LayoutStates
{
    public static KeyValuePair<string, object?> Pair(object site, int index, params object?[] values)
    {
        ArgumentNullException.ThrowIfNull(site);
        return index < values.Length ? new($"Value{index}", values[index]) : new("{OriginalFormat}", "template");
    }

    public static IEnumerator<KeyValuePair<string, object?>> Enumerate(IReadOnlyList<KeyValuePair<string, object?>> list) =>
        Enumerable.Range(0, list.Count).Select(i => list[i]).GetEnumerator();
}

internal readonly struct Honest<T0, T1>(object site, T0 value0, T1 value1) : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly object _site = site;
    private readonly T0 _value0 = value0;
    private readonly T1 _value1 = value1;

    public int Count => 3;

    public KeyValuePair<string, object?> this[int index] => LayoutStates.Pair(_site, index, _value0, _value1);

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => LayoutStates.Enumerate(this);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Shows its values in another order than its fields have.</summary>
internal readonly struct Swapped<T0, T1>(object site, T0 value0, T1 value1) : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly object _site = site;
    private readonly T0 _value0 = value0;
    private readonly T1 _value1 = value1;

    public int Count => 3;

    public KeyValuePair<string, object?> this[int index] => LayoutStates.Pair(_site, index, _value1, _value0);

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => LayoutStates.Enumerate(this);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Shows something else than it holds.</summary>
internal readonly struct Doubling<T0>(object site, T0 value0) : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly object _site = site;
    private readonly T0 _value0 = value0;

    public int Count => 2;

    public KeyValuePair<string, object?> this[int index] => LayoutStates.Pair(_site, index, $"{_value0}{_value0}");

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => LayoutStates.Enumerate(this);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Holds more than it shows.</summary>
internal readonly struct Larger<T0>(object site, T0 value0, int more) : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly object _site = site;
    private readonly T0 _value0 = value0;
    private readonly int _more = more;

    public int Count => 2;

    public KeyValuePair<string, object?> this[int index] => LayoutStates.Pair(_site, index + 0 * _more, _value0);

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => LayoutStates.Enumerate(this);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
