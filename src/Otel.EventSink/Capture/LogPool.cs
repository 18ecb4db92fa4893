using Otel.EventSink.Pipeline;

namespace Otel.EventSink.Capture;

/// <summary>
/// Log captures to be used again, so that a call costs no garbage. Each thread has a few at hand, which costs it no atomic operation;
/// from thread to thread they go in bundles.
/// </summary>
/// <param name="capacity">How many may be on their way at a time.</param>
internal sealed class LogPool(int capacity) : ISpares
{
    private const int BundleSize = 32;

    /// <summary>What stays at hand when nothing happens; more is given back to the runtime.</summary>
    private const int IdleBundles = 32;

    [ThreadStatic]
    private static Stock? _stock;

    private readonly Ring<LogCapture> _bundles = new(Math.Max(2 * IdleBundles, capacity / BundleSize + 2 * IdleBundles));

    public LogCapture Rent()
    {
        var stock = _stock;
        if (stock is null || stock.Pool != this || stock.First is not { } first)
            return RentFromBundle();
        return stock.Take(first);
    }

    public void Return(LogCapture capture)
    {
        var stock = Mine();
        if (stock.Count == BundleSize)
        {
            // Whole and no other: whoever takes it knows how many there are. Where there is no room for it, it is garbage.
            _bundles.TryEnqueue(stock.First!);
            stock.First = null;
            stock.Count = 0;
        }

        capture.Next = stock.First;
        stock.First = capture;
        stock.Count++;
    }

    public bool HasSurplus => _bundles.Count > IdleBundles;

    public void Trim()
    {
        while (_bundles.Count > IdleBundles && _bundles.TryDequeue(out _))
        {
        }
    }

    private LogCapture RentFromBundle()
    {
        var stock = Mine();
        if (stock.First is null && _bundles.TryDequeue(out var bundle))
        {
            stock.First = bundle;
            stock.Count = BundleSize;
        }

        return stock.First is { } first ? stock.Take(first) : new LogCapture();
    }

    private Stock Mine()
    {
        var stock = _stock ??= new Stock();
        if (stock.Pool == this)
            return stock;
        // The thread serves another collector now; what it had of the last one's is too little to be carried back.
        stock.Pool = this;
        stock.First = null;
        stock.Count = 0;
        return stock;
    }

    private sealed class Stock
    {
        public LogPool? Pool;
        public LogCapture? First;
        public int Count;

        public LogCapture Take(LogCapture first)
        {
            First = first.Next;
            first.Next = null;
            Count--;
            return first;
        }
    }
}
