using System.Globalization;
using System.Reflection;

namespace Otel.EventSink.Docs.Tests;

/// <summary>Finds the method of an example, gives it what it asks for, and returns what it printed.</summary>
internal static class ExampleRunner
{
    public static IReadOnlyDictionary<string, MethodInfo> Methods { get; } = typeof(Examples.Console).Assembly.GetTypes()
        .Where(t => t.Namespace == typeof(Examples.Console).Namespace && t != typeof(Examples.Console) && t is { IsNested: false, IsPublic: true })
        .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .ToDictionary(m => m.Name);

    public static async Task<string> RunAsync(ExampleSource example)
    {
        var method = Methods.GetValueOrDefault(example.MethodName)
            ?? throw new InvalidOperationException($"The example '{example.Name}' belongs into a public static method '{example.MethodName}'.");
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        await using var stage = new Stage();
        var arguments = new List<object>();
        foreach (var parameter in method.GetParameters())
            arguments.Add(await stage.SupplyAsync(parameter.ParameterType));
        using var printed = Examples.Console.Capture();
        await (Task)method.Invoke(null, [.. arguments])!;
        return Text.Join(Text.Lines(printed.ToString()));
    }
}
