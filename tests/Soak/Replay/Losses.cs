namespace Otel.EventSink.Soak.Replay;

/// <summary>Decides what is lost of a file that was not synced: nothing, all, the end, or here and there, in pieces of one size.</summary>
internal sealed class Losses
{
    private readonly Random _random;
    private readonly double _kept;
    private readonly double _end;

    public Losses(Random random)
    {
        _random = random;
        // Whole writes, pages, sectors.
        PieceBytes = random.Next(3) switch { 0 => int.MaxValue, 1 => 4096, _ => 512 };
        _kept = random.Next(4) switch { 0 => 1, 1 => 0.98, 2 => 0.5, _ => random.NextDouble() };
        _end = random.Next(2) == 0 ? 1 : random.NextDouble();
        SizeIsKept = random.Next(2) == 0;
    }

    /// <summary>A piece ends where the offset in the file is a multiple of this.</summary>
    public int PieceBytes { get; }

    /// <summary>Whether the file is as long as it ever was; what is missing of it is zeros.</summary>
    public bool SizeIsKept { get; }

    /// <param name="place">From 0 to 1: when it happened.</param>
    public bool Keeps(double place) => place < _end && _random.NextDouble() < _kept;
}
