using Castle.DynamicProxy;
using Microsoft.Extensions.DependencyInjection;

namespace Otel.EventSink.DynamicProxy.Tests;

/// <summary>Who disposed of a service goes on to do so, once.</summary>
public class DisposalTests
{
    [Theory]
    [InlineData(ServiceLifetime.Singleton)]
    [InlineData(ServiceLifetime.Scoped)]
    [InlineData(ServiceLifetime.Transient)]
    public async Task TheContainerDisposesTheTargetOnce(ServiceLifetime lifetime)
    {
        Pricing pricing;
        ClosingShop shop;
        await using (var container = new Container())
        {
            container.Services.Add(new ServiceDescriptor(typeof(IPricing), typeof(Pricing), lifetime));
            container.Services.Add(new ServiceDescriptor(typeof(IShop), static _ => new ClosingShop(), lifetime));
            container.Services.InterceptWithEvents<IPricing>().InterceptWithEvents<IShop>();
            await using var scope = container.Provider.CreateAsyncScope();
            pricing = Behind<Pricing>(scope.ServiceProvider.GetRequiredService<IPricing>());
            shop = Behind<ClosingShop>(scope.ServiceProvider.GetRequiredService<IShop>());
        }

        Assert.Equal((1, 1), (pricing.Disposals, shop.Disposals));
    }

    [Fact]
    public async Task AnInstanceIsLeftToItsOwner()
    {
        var (pricing, shop) = (new Pricing(), new ClosingShop());
        await using (var container = new Container())
        {
            container.Services.AddSingleton<IPricing>(pricing).AddSingleton<IShop>(shop).InterceptWithEvents<IPricing>().InterceptWithEvents<IShop>();
            container.Provider.GetRequiredService<IPricing>().Price("lamp");
            container.Provider.GetRequiredService<IShop>().Name();
        }

        Assert.Equal((0, 0), (pricing.Disposals, shop.Disposals));
    }

    [Fact]
    public async Task WhoeverDisposesThroughTheProxyReachesTheTarget()
    {
        var pricing = new Pricing();
        await using var container = new Container();
        container.Services.AddSingleton<IPricing>(pricing).InterceptWithEvents<IPricing>();
        container.Provider.GetRequiredService<IPricing>().Dispose();
        Assert.Equal(1, pricing.Disposals);
    }

    private static T Behind<T>(object proxy) => Assert.IsType<T>(((IProxyTargetAccessor)proxy).DynProxyGetTarget());
}
