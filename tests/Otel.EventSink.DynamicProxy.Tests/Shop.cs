using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Otel.EventSink.DynamicProxy.Tests;

public interface IShop
{
    string Name();
}

public sealed class Shop : IShop
{
    public string Name() => "shop";
}

public sealed class NamedShop(string name) : IShop
{
    public string Name() => name;
}

public interface IPricing : IDisposable
{
    decimal Price(string item);
}

public sealed class Pricing : IPricing
{
    public int Disposals { get; private set; }

    public decimal Price(string item) => item.Length;

    public void Dispose() => Disposals++;
}

/// <summary>Disposable, behind an interface that is not.</summary>
public sealed class ClosingShop : IShop, IAsyncDisposable, IDisposable
{
    public int Disposals { get; private set; }

    public string Name() => "closing";

    public void Dispose() => Disposals++;

    public ValueTask DisposeAsync()
    {
        Disposals++;
        return default;
    }
}

public sealed class KeyedShop([ServiceKey] string key) : IShop
{
    public string Name() => key;
}

public sealed class TalkingShop(ILogger<TalkingShop> log, IFlow flow) : IShop
{
    public string Name()
    {
        log.LogInformation("Somebody asks");
        flow.Query("name");
        return "talking";
    }
}
