using System.Reflection;
using Otel.EventSink.DynamicProxy.Calls;

namespace Otel.EventSink.DynamicProxy.Plans;

/// <summary>Which values of a method's calls are recorded, and under which names.</summary>
internal sealed class ValuePlan
{
    private readonly (int Position, string Key)[] _arguments;
    private readonly (int Position, string Key)[] _results;
    private readonly int _maxLength;

    private ValuePlan((int, string)[] arguments, (int, string)[] results, bool hasResult, int maxLength) =>
        (_arguments, _results, HasResult, _maxLength) = (arguments, results, hasResult, maxLength);

    public bool HasArguments => _arguments.Length > 0;

    /// <summary>Whether what the method returns is recorded.</summary>
    public bool HasResult { get; }

    public static ValuePlan Of(MethodInfo method, MethodInfo? implementation, CollectEventAttribute? mark, CallSettings settings)
    {
        var isIn = mark?.Arguments == true || settings.Arguments;
        var isOut = mark?.Result == true || settings.Results;
        var parameters = method.GetParameters();
        var others = implementation?.GetParameters();
        var recordable = parameters.Where(p => !IsHidden(p) && (others is null || !IsHidden(others[p.Position])) && Sensitive.MayRecord(p.ParameterType)).ToList();
        return new ValuePlan(
            [.. recordable.Where(p => isIn && !p.IsOut).Select(p => (p.Position, $"argument.{p.Name}"))],
            [.. recordable.Where(p => isOut && p is { ParameterType.IsByRef: true, IsIn: false }).Select(p => (p.Position, $"result.{p.Name}"))],
            isOut && method.ReturnType != typeof(void) && !IsHidden(method.ReturnParameter) && (implementation is null || !IsHidden(implementation.ReturnParameter)),
            settings.MaxValueLength);
    }

    /// <summary>What is given to a call, as it is now. Null: nothing is recorded of it.</summary>
    public KeyValuePair<string, object?>[]? Arguments(object?[] values) => Take(_arguments, values);

    /// <summary>What a call left in its parameters.</summary>
    public KeyValuePair<string, object?>[]? Results(object?[] values) => Take(_results, values);

    public object? Result(object? value) => ArgumentSnapshot.Of(value, _maxLength);

    private KeyValuePair<string, object?>[]? Take((int Position, string Key)[] places, object?[] values)
    {
        if (places.Length == 0)
            return null;
        var taken = new KeyValuePair<string, object?>[places.Length];
        for (var i = 0; i < places.Length; i++)
            taken[i] = new(places[i].Key, ArgumentSnapshot.Of(values[places[i].Position], _maxLength));
        return taken;
    }

    private static bool IsHidden(ParameterInfo parameter) => parameter.IsDefined(typeof(DoNotRecordAttribute), inherit: true);
}
