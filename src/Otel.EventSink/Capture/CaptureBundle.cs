using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Otel.EventSink.Pipeline;

namespace Otel.EventSink.Capture;

/// <summary>
/// Captures that go from thread to thread together. An array and no list: to take one out must not read it, because it may lie in
/// the cache of another processor.
/// </summary>
internal sealed class CaptureBundle<T> where T : Captured
{
    public const int Size = 32;

    private const int Lines = 5;
    private const int LineSize = 64;

    private readonly T?[] _captures = new T?[Size];
    private int _count;

    public bool IsEmpty => _count == 0;

    public bool IsFull => _count == Size;

    public T Take()
    {
        ref var place = ref _captures[--_count];
        var taken = place!;
        place = null;
        if (_count > 0)
            Prefetch(_captures[_count - 1]!);
        return taken;
    }

    /// <summary>
    /// Asks for the memory of the next one while this one is filled: in a burst it has last been touched by the writer's processor, or
    /// by nobody for long. An address that is out of date by then does no harm.
    /// </summary>
    private static unsafe void Prefetch(T next)
    {
        if (!Sse.IsSupported)
            return;
        var start = *(byte**)Unsafe.AsPointer(ref next);
        for (var line = 0; line < Lines; line++)
            Sse.Prefetch0(start + line * LineSize);
    }

    public void Add(T capture) => _captures[_count++] = capture;
}
