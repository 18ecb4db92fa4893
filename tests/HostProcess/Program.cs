// A host to be started and ended by tests: HostProcess SCENARIO DATABASE [ARGUMENTS].
// It prints what it has done, one line each, flushed, so that a test can wait for a line.
using HostProcess;

switch (args)
{
    case ["end", var database, var way]:
        return await Endings.RunAsync(database, way);
    case ["trace", var database, var tracer, var sampler, var recorder]:
        await Tracing.RunAsync(database, tracer, sampler, recorder);
        return 0;
    case ["service-name", var database]:
        await ServiceNames.RunAsync(database);
        return 0;
    default:
        Console.Error.WriteLine($"No scenario '{string.Join(' ', args)}'.");
        return 2;
}
