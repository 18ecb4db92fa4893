using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace Otel.EventSink.Capture.States;

/// <summary>
/// The layout of one type of state: found at its first call, proved against the state's own list, and used only together with the
/// framework's own formatter, since somebody else's may say something else. What is in any way unexpected has none.
/// </summary>
internal sealed class StateLayout<TState> : StateLayout
{
    private static readonly StateLayout<TState> None = new(0, [], null);
    private static StateLayout<TState>? _found;

    private readonly Delegate? _callback;
    private readonly int[] _texts;

    private StateLayout(int formatter, StateField[] fields, Delegate? callback) : base(formatter, fields)
    {
        _callback = callback;
        _texts = [.. fields.Where(f => f.Type is null).Select(f => f.Offset)];
    }

    /// <summary>The layout by which this state can be copied; null: it must be read through its list.</summary>
    public static StateLayout<TState>? For(in TState state, Delegate formatter)
    {
        // Both are decided while compiling.
        if (!typeof(TState).IsValueType || Unsafe.SizeOf<TState>() > MaxSize)
            return null;
        var found = _found ?? Look(state, formatter);
        return ReferenceEquals(found._callback, formatter) ? found : null;
    }

    /// <summary>Finds the layout of a state whatever assembly it is of; null where it cannot be proved.</summary>
    public static StateLayout<TState>? Find(in TState state, Delegate callback)
    {
        if (StateProbe.Find(state!, typeof(TState), Unsafe.SizeOf<TState>(), static () => default(TState)!) is not { } places)
            return null;
        var layout = new StateLayout<TState>(places.Formatter, places.Fields, callback);
        return StateProbe.Agree(state!, layout.Rebuild(layout.Copy(state))) ? layout : null;
    }

    public void Copy(ref TState state, LogCapture log)
    {
        ref var from = ref Unsafe.As<TState, byte>(ref state);
        // References too, as numbers that nobody reads.
        Unsafe.CopyBlockUnaligned(ref log.Bytes, ref from, (uint)Unsafe.SizeOf<TState>());
        log.Layout = this;
        log.Site = Unsafe.As<byte, object>(ref Unsafe.AddByteOffset(ref from, Formatter));
        var texts = _texts;
        for (var i = 0; i < texts.Length; i++)
            log.Text(i) = Unsafe.As<byte, string?>(ref Unsafe.AddByteOffset(ref from, texts[i]));
    }

    public override object Rebuild(LogCapture log)
    {
        object state = default(TState)!;
        ref var to = ref StateProbe.Bytes(state);
        Unsafe.As<byte, object?>(ref Unsafe.AddByteOffset(ref to, Formatter)) = log.Site;
        foreach (var (type, offset, text) in Fields)
        {
            if (type is null)
                Unsafe.As<byte, string?>(ref Unsafe.AddByteOffset(ref to, offset)) = log.Text(text);
            else
                Unsafe.CopyBlockUnaligned(ref Unsafe.AddByteOffset(ref to, offset), ref Unsafe.AddByteOffset(ref log.Bytes, offset), (uint)type.Size);
        }

        return state;
    }

    private LogCapture Copy(TState state)
    {
        var log = new LogCapture();
        Copy(ref state, log);
        return log;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static StateLayout<TState> Look(in TState state, Delegate formatter)
    {
        // A logger in between may have put a formatter of its own around the framework's: that one is asked, as ever.
        if (typeof(TState).Assembly != typeof(LoggerMessage).Assembly)
            return _found = None;
        return formatter.Target?.GetType().Assembly == typeof(LoggerMessage).Assembly ? _found = Find(state, formatter) ?? None : None;
    }
}
