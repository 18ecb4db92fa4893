using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace HostProcess;

/// <summary>Tells when the server is done with a request, its span included: a client has the answer before that.</summary>
internal sealed class EndedRequests(IServiceProvider services) : IHttpContextFactory
{
    private readonly DefaultHttpContextFactory _inner = new(services);
    private readonly SemaphoreSlim _ended = new(0);

    public async Task WaitAsync(int count)
    {
        for (var i = 0; i < count; i++)
            await _ended.WaitAsync();
    }

    public HttpContext Create(IFeatureCollection featureCollection) => _inner.Create(featureCollection);

    public void Dispose(HttpContext httpContext)
    {
        _inner.Dispose(httpContext);
        _ended.Release();
    }
}
