// Whole-process measurements. Each prints one line of JSON.
//   dotnet run -c Release --project benchmarks -- query [--events N] [--db PATH]
using Otel.EventSink.Benchmarks;

var options = new Arguments(args);
switch (options.Command)
{
    case "query":
        await QueryBenchmark.RunAsync(options);
        return 0;
    default:
        Console.Error.WriteLine($"'{options.Command}' is not a benchmark. Known: query.");
        return 2;
}
