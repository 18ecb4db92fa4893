// Shows that the promises of docs/reliability.md hold, one line each: name, how many times tried, how much was lost, the result.
//   dotnet run -c Release --project tests/Soak -- all | R1 R2 ... [--small] [--tries N] [--seed S]
using Otel.EventSink.Soak;

if (args is ["child", var scenario, .. var arguments])
    return await Children.RunAsync(scenario, arguments);

var options = SoakOptions.Parse(args);
if (options.Error is { } error)
{
    Console.Error.WriteLine(error);
    return 2;
}

var broken = 0;
foreach (var promise in options.Promises)
{
    var result = await Runner.RunAsync(promise, options);
    Console.WriteLine(result);
    if (result.Outcome == Outcome.Broken)
        broken++;
}

return broken == 0 ? 0 : 1;
