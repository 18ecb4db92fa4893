using System.Text;

namespace Otel.EventSink.Benchmarks.Callers;

/// <summary>Forgets what it is given, but knows how many lines it was.</summary>
internal sealed class LineCounter
{
    private long _lines;

    public void Add(int lines) => Interlocked.Add(ref _lines, lines);

    public void WaitFor(long lines) => SpinWait.SpinUntil(() => Interlocked.Read(ref _lines) >= lines);
}

/// <summary>A null stream for <see cref="LineCounter"/>.</summary>
internal sealed class LineCountingStream(LineCounter lines) : Stream
{
    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(ReadOnlySpan<byte> buffer) => lines.Add(buffer.Count((byte)'\n'));

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
}

/// <summary>A null writer for <see cref="LineCounter"/>.</summary>
internal sealed class LineCountingWriter(LineCounter lines) : TextWriter
{
    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => lines.Add(value == '\n' ? 1 : 0);

    public override void Write(string? value) => lines.Add(value.AsSpan().Count('\n'));

    public override void Write(ReadOnlySpan<char> buffer) => lines.Add(buffer.Count('\n'));
}
