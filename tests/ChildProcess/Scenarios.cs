using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Otel.EventSink;

namespace ChildProcess;

internal static class Scenarios
{
    private const int Count = 500;

    /// <summary>Many events, closed in order. Fails where anything was dropped or reported.</summary>
    public static int Collect(string path, string system, string count)
    {
        var failures = 0;
        var collector = EventCollector.Open(new EventSinkOptions { DatabasePath = path, OnFailure = _ => Interlocked.Increment(ref failures) });
        for (var i = 0; i < int.Parse(count, CultureInfo.InvariantCulture); i++)
            collector.TryCollect(New(system, $"event {i}"));
        collector.Dispose();
        var health = collector.CheckHealthAsync().AsTask().Result;
        return failures == 0 && health.Dropped.Count == 0 ? 0 : 1;
    }

    /// <summary>Opens, waits to be told, collects one event, and returns without closing.</summary>
    public static int CollectAndReturn(string path)
    {
        var collector = EventCollector.Open(path);
        Console.WriteLine("opened");
        Console.ReadLine();
        collector.TryCollect(New("child", "event"));
        return 0;
    }

    /// <summary>Stores an event for each line it is told, and prints the line once it is committed.</summary>
    public static int CollectLines(string path)
    {
        using var collector = EventCollector.Open(new EventSinkOptions { DatabasePath = path, OnFailure = _ => { } });
        Console.WriteLine("opened");
        while (Console.ReadLine() is { } line)
        {
            collector.CollectAsync(New("child", line)).AsTask().Wait();
            Console.WriteLine(line);
        }

        return 0;
    }

    /// <summary>
    /// Ends the process with all events still in the queue. The file is locked until the end has begun: without that, the writer
    /// would have stored them before, and nothing would be shown.
    /// </summary>
    public static int Leave(string path, string how)
    {
        EventCollector.Open(path).Dispose();
        var lockHolder = new Locked(path);
        Collect(path);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        lockHolder.AlsoReleaseLate();
        Console.WriteLine("enqueued");
        switch (how)
        {
            case "return": return 0;
            case "exit": Environment.Exit(7); break;
            case "throw": throw new InvalidOperationException("the end of the child");
            case "throw on a thread":
                new Thread(() => throw new InvalidOperationException("the end of the child")).Start();
                Thread.Sleep(Timeout.Infinite);
                break;
            default: Thread.Sleep(Timeout.Infinite); break;
        }

        return 3;
    }

    // A frame of its own: nothing of the caller's keeps the collector alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Collect(string path)
    {
        var collector = EventCollector.Open(path);
        for (var i = 0; i < Count; i++)
            collector.TryCollect(New("child", $"event {i}"));
    }

    private static Event New(string system, string title) => new() { System = new(system), Type = new("child.left"), Title = title };

    /// <summary>A lock on the file that is released by the first sign of the process's end, before the collector hears of it.</summary>
    private sealed class Locked
    {
        private readonly SqliteConnection _connection;
        private readonly List<PosixSignalRegistration> _signals = [];
        private int _released;

        public Locked(string path)
        {
            _connection = new SqliteConnection($"Data Source={path};Pooling=False");
            _connection.Open();
            Execute("BEGIN IMMEDIATE");
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Release();
            AppDomain.CurrentDomain.UnhandledException += (_, _) => Release();
            Watch();
        }

        /// <summary>Handlers of signals run in the order of their registration or in reverse: be the first in both.</summary>
        public void AlsoReleaseLate() => Watch();

        private void Watch()
        {
            if (!OperatingSystem.IsWindows())
                foreach (var signal in (PosixSignal[])[PosixSignal.SIGTERM, PosixSignal.SIGINT])
                    _signals.Add(PosixSignalRegistration.Create(signal, _ => Release()));
        }

        private void Release()
        {
            if (Interlocked.Exchange(ref _released, 1) == 0)
                Execute("COMMIT");
        }

        private void Execute(string sql)
        {
            using var command = _connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }
}
