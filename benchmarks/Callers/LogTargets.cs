using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using NLog.Config;
using NLog.Extensions.Logging;
using NLog.Targets;
using NLog.Targets.Wrappers;
using OpenTelemetry;
using OpenTelemetry.Logs;
using Otel.EventSink.Benchmarks.Load;
using Serilog;
using ZLogger;

namespace Otel.EventSink.Benchmarks.Callers;

/// <summary>The product and what else a user could pick. Each has a queue of 65,536 that makes callers wait, where it has a bound at all.</summary>
internal static class LogTargets
{
    public const string Ours = "EventSink", ZLogger = "ZLogger";
    public static readonly string[] Names = ["no-op", Ours, ZLogger, "OpenTelemetry", "Serilog", "NLog", "JsonConsole"];
    private const int Queue = 65_536;

    public static LogTarget Make(string name, WorkFolder folder) => name switch
    {
        "no-op" => new(name, LoggerFactory.Create(b => b.AddProvider(new NoOpProvider())), static _ => { }),
        Ours => OfRecorder(folder[$"{Guid.NewGuid():n}.db"]),
        ZLogger => OfZLogger(),
        "OpenTelemetry" => OfOpenTelemetry(),
        "Serilog" => OfSerilog(folder[$"{Guid.NewGuid():n}.log"]),
        "NLog" => OfNLog(folder[$"{Guid.NewGuid():n}.log"]),
        "JsonConsole" => OfJsonConsole(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), $"'{name}' is not a target. Known: {string.Join(", ", Names)}."),
    };

    private static LogTarget OfRecorder(string path)
    {
        var recorder = new Recorder(path);
        return new(Ours, recorder.Loggers, _ => recorder.Collector.FlushAsync().AsTask().Wait(), recorder);
    }

    private static LogTarget OfZLogger()
    {
        var lines = new LineCounter();
        return new(ZLogger, LoggerFactory.Create(b => b.AddZLoggerStream(new LineCountingStream(lines))), lines.WaitFor);
    }

    private static LogTarget OfOpenTelemetry()
    {
        var processor = new BatchLogRecordExportProcessor(new NullExporter<LogRecord>(), maxQueueSize: Queue);
        return new("OpenTelemetry", LoggerFactory.Create(b => b.AddOpenTelemetry(o => o.AddProcessor(processor))), _ => processor.ForceFlush());
    }

    private static LogTarget OfSerilog(string path)
    {
        var queue = new AsyncQueue();
        var logger = new LoggerConfiguration().WriteTo.Async(to => to.File(path), bufferSize: Queue, blockWhenFull: true, monitor: queue).CreateLogger();
        return new("Serilog", LoggerFactory.Create(b => b.AddSerilog(logger)), _ => queue.WaitUntilEmpty(), logger);
    }

    private static LogTarget OfNLog(string path)
    {
        var configuration = new LoggingConfiguration();
        configuration.AddRuleForAllLevels(new AsyncTargetWrapper(new FileTarget { FileName = path }, Queue, AsyncTargetWrapperOverflowAction.Block));
        var nlog = new NLog.LogFactory { Configuration = configuration };
        return new("NLog", LoggerFactory.Create(b => b.AddNLog(_ => nlog)), _ => nlog.Flush(TimeSpan.FromMinutes(1)), nlog);
    }

    private static LogTarget OfJsonConsole()
    {
        var lines = new LineCounter();
        var (output, writer) = (Console.Out, new LineCountingWriter(lines));
        // The provider takes the console's writer when it is made, and keeps it.
        Console.SetOut(TextWriter.Synchronized(writer));
        try
        {
            var factory = LoggerFactory.Create(b => b.AddJsonConsole().Services.Configure<ConsoleLoggerOptions>(o => o.MaxQueueLength = Queue));
            return new("JsonConsole", factory, lines.WaitFor, writer);
        }
        finally
        {
            Console.SetOut(output);
        }
    }
}
