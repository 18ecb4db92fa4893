using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Otel.EventSink.Hosting.Tests;

/// <summary>Says 200 to whoever asks over HTTP, and logs and traces nothing itself.</summary>
internal sealed class AnsweringService : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public AnsweringService()
    {
        _listener.Start();
        _ = AnswerAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    public void Dispose() => _listener.Dispose();

    private async Task AnswerAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                var stream = client.GetStream();
                using var reader = new StreamReader(stream, leaveOpen: true);
                while (await reader.ReadLineAsync() is { Length: > 0 })
                {
                }

                await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
        {
            return; // the test is over
        }
    }
}
