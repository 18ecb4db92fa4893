// A program to be started and ended by tests: ChildProcess SCENARIO DATABASE [ARGUMENTS].
// It prints what it has done, one line each, flushed, so that a test can wait for a line.
using System.Globalization;
using ChildProcess;
using Otel.EventSink;

var (scenario, path) = (args[0], args[1]);
switch (scenario)
{
    case "committed-then-wait":
        var collector = EventCollector.Open(path);
        for (var i = 0; i < 1_000; i++)
            collector.TryCollect(new Event { System = new("child"), Type = new("child.counted"), Title = $"event {i}" });
        await collector.FlushAsync();
        Console.WriteLine("committed");
        await Task.Delay(Timeout.Infinite);
        break;
    case "collect":
        return Scenarios.Collect(path, args[2], args[3]);
    case "collect-lines":
        return Scenarios.CollectLines(path);
    case "collect-and-return":
        return Scenarios.CollectAndReturn(path);
    case "delete-before":
        await using (var owner = EventCollector.Open(path))
            Console.WriteLine(await owner.DeleteBeforeAsync(DateTimeOffset.Parse(args[2], CultureInfo.InvariantCulture)));
        break;
    case "golden":
        return GoldenFile.Make(path);
    case "leave":
        return Scenarios.Leave(path, args[2]);
    default:
        Console.Error.WriteLine($"No scenario '{scenario}'.");
        return 2;
}

return 0;
