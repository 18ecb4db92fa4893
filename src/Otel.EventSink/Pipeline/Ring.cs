using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Otel.EventSink.Pipeline;

/// <summary>
/// A bounded queue for any number of producers and consumers that takes no lock (D. Vyukov's bounded MPMC queue): each slot carries
/// the ticket it is good for, so that a producer and a consumer contend only for their own counter. Tickets count from the slot's own
/// place on: a new array is all zeros then, and its memory is not touched before it is used.
/// </summary>
internal sealed class Ring<T> where T : class
{
    private readonly Slot[] _slots;
    private readonly int _mask;
    private Padded _enqueued;
    private Padded _dequeued;

    public Ring(int capacity)
    {
        Capacity = (int)BitOperations.RoundUpToPowerOf2((uint)capacity);
        _mask = Capacity - 1;
        _slots = new Slot[Capacity];
    }

    public int Capacity { get; }

    /// <summary>How many items have ever been given a place.</summary>
    public long Enqueued => Volatile.Read(ref _enqueued.Value);

    /// <summary>How many items have ever been taken out.</summary>
    public long Dequeued => Volatile.Read(ref _dequeued.Value);

    public int Count => (int)Math.Clamp(Enqueued - Dequeued, 0, Capacity);

    public bool TryEnqueue(T item)
    {
        if (!TryClaim(out var place))
            return false;
        Publish(place, item);
        return true;
    }

    /// <summary>
    /// Takes a place, which must be filled at once: until then nothing behind it is taken out. To take the place first and write the
    /// item then spares the producer the wait for its own writes, which an atomic operation behind them would make.
    /// </summary>
    public bool TryClaim(out long place)
    {
        var position = Volatile.Read(ref _enqueued.Value);
        while (true)
        {
            var ahead = Volatile.Read(ref _slots[(int)position & _mask].Ticket) - Round(position);
            if (ahead == 0)
            {
                var seen = Interlocked.CompareExchange(ref _enqueued.Value, position + 1, position);
                if (seen == position)
                {
                    place = position;
                    return true;
                }

                position = seen;
            }
            else if (ahead < 0)
            {
                place = 0;
                return false;
            }
            else
                position = Volatile.Read(ref _enqueued.Value);
        }
    }

    public void Publish(long place, T item)
    {
        ref var slot = ref _slots[(int)place & _mask];
        slot.Item = item;
        Volatile.Write(ref slot.Ticket, Round(place) + 1);
    }

    public bool TryDequeue([NotNullWhen(true)] out T? item)
    {
        var position = Volatile.Read(ref _dequeued.Value);
        while (true)
        {
            ref var slot = ref _slots[(int)position & _mask];
            var ahead = Volatile.Read(ref slot.Ticket) - (Round(position) + 1);
            if (ahead == 0)
            {
                var seen = Interlocked.CompareExchange(ref _dequeued.Value, position + 1, position);
                if (seen == position)
                {
                    item = slot.Item!;
                    slot.Item = null;
                    Volatile.Write(ref slot.Ticket, Round(position) + Capacity);
                    return true;
                }

                position = seen;
            }
            else if (ahead < 0)
            {
                item = null;
                return false;
            }
            else
                position = Volatile.Read(ref _dequeued.Value);
        }
    }

    /// <summary>The position at which its time round the ring began.</summary>
    private long Round(long position) => position & ~(long)_mask;

    private struct Slot
    {
        public long Ticket;
        public T? Item;
    }
}

/// <summary>A counter with cache lines to itself: producers and the consumer would otherwise slow each other down.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct Padded
{
    [FieldOffset(128)]
    public long Value;
}
