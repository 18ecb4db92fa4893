using System.Globalization;
using Otel.EventSink.Soak.Shim;

namespace Otel.EventSink.Soak.Promises;

/// <summary>The child of <see cref="IoFaults"/>: reads one fault a line, tries it on a new store, and says what came of it.</summary>
internal static class IoFaultLoad
{
    public const string Name = "io-fault-load";

    /// <param name="arguments">A folder; where the random numbers start.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var random = new Random(int.Parse(arguments[1], CultureInfo.InvariantCulture));
        for (var number = 0; await Console.In.ReadLineAsync() is { } line; number++)
        {
            var folder = Directory.CreateDirectory(Path.Combine(arguments[0], $"{number}"));
            Console.WriteLine(await TryAsync(IoFault.Parse(line), folder.FullName, random));
            folder.Delete(recursive: true);
        }

        return 0;
    }

    private static async Task<string> TryAsync(IoFault fault, string folder, Random random)
    {
        try
        {
            var run = new IoFaultRun(fault, folder, random);
            await run.RunAsync();
            return fault.IsNone
                ? string.Join(' ', Enum.GetValues<CallKind>().Select(run.Calls))
                : $"held {(run.HasFired ? 1 : 0)} {run.Lost} {run.Ticks} {run.FailedMove}";
        }
        catch (Exception e)
        {
            return (e is BrokenPromiseException ? e.Message : e.ToString()).ReplaceLineEndings(" | ");
        }
    }
}
