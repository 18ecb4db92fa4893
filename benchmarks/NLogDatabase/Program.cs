// The shop's events through NLog's database target, a transaction for each batch of its asynchronous wrapper: DATABASE EVENTS.
// Prints how many seconds it took until all were stored.
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Otel.EventSink.Benchmarks.Load;
using Otel.EventSink.Benchmarks.NLogDatabase;

var (path, events) = (args[0], int.Parse(args[1], CultureInfo.InvariantCulture));
Record(path + ".warm", Math.Min(events, 10_000));
Console.WriteLine(Record(path, events).ToString(CultureInfo.InvariantCulture));

static double Record(string path, int events)
{
    using var nlog = DatabaseLogging.To(path);
    using var factory = LoggerFactory.Create(b => b.AddProvider(new NLog.Extensions.Logging.NLogLoggerProvider(new(), nlog)));
    var started = Stopwatch.GetTimestamp();
    new Producers(factory).Run(events);
    nlog.Flush(TimeSpan.FromMinutes(5));
    return Stopwatch.GetElapsedTime(started).TotalSeconds;
}
