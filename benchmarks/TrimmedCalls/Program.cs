// What a log call costs its caller where the program is trimmed and compiled ahead of time, beside ZLogger: [ROUNDS [BURST]].
//   dotnet publish -c Release -p:PublishAot=true -o FOLDER benchmarks/TrimmedCalls && FOLDER/TrimmedCalls
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Otel.EventSink;
using Otel.EventSink.Benchmarks.Callers;
using ZLogger;

var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 25;
var burst = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 16_384;
var folder = Directory.CreateTempSubdirectory("eventsink-bench-");
var services = new ServiceCollection().AddCentralEventLogging(o => o.DatabasePath = Path.Combine(folder.FullName, "events.db")).BuildServiceProvider();
var collector = services.GetRequiredService<EventCollector>();
var lines = new LineCounter();
var ours = new LogTarget("EventSink", services.GetRequiredService<ILoggerFactory>(), _ => collector.FlushAsync().AsTask().Wait(), services);
var zlogger = new LogTarget("ZLogger", LoggerFactory.Create(b => b.AddZLoggerStream(new LineCountingStream(lines))), lines.WaitFor);

var figures = new BurstFigures();
for (var round = 0; round < rounds; round++)
{
    foreach (var target in (LogTarget[])[ours, zlogger])
    {
        figures.Add(target.Name, burst, () => target.Generated(burst));
        target.Drain();
    }
}

ours.Dispose();
zlogger.Dispose();
folder.Delete(recursive: true);
// By hand: a serializer needs reflection, or more code than this.
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $$"""
    {"burst":{{burst}},"compiled_ahead":{{(RuntimeFeature.IsDynamicCodeSupported ? "false" : "true")}},"ns":{{figures.Nanoseconds("EventSink")}},"bytes":{{figures.Bytes("EventSink")}},"zlogger_ns":{{figures.Nanoseconds("ZLogger")}},"zlogger_bytes":{{figures.Bytes("ZLogger")}},"ours_over_zlogger":{{figures.Ratio("EventSink", "ZLogger")}}}
    """));
