// Measures the product, beside what it is to be measured against. One line of JSON on stdout; everything else goes to stderr.
//   dotnet run -c Release --project benchmarks -- COMMAND [--events N] [--db PATH] ...
using System.Text.Json;
using Otel.EventSink.Benchmarks;

var options = new Arguments(args);
if (!Commands.All.TryGetValue(options.Command, out var command) && !Commands.Parts.TryGetValue(options.Command, out command))
{
    Console.Error.WriteLine($"'{options.Command}' is not a benchmark. Known: {string.Join(", ", Commands.All.Keys)}.");
    return 2;
}

try
{
    Console.WriteLine(JsonSerializer.Serialize(await command(options)));
    return 0;
}
catch (UsageException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
