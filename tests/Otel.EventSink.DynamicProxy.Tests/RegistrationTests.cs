using Castle.DynamicProxy;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Otel.EventSink.DynamicProxy.Tests;

/// <summary>What is registered stays registered as it was, with a proxy before it.</summary>
public class RegistrationTests
{
    private static readonly string[] TwoCalls = ["call.started", "call.completed", "call.started", "call.completed"];

    [Theory]
    [InlineData(ServiceLifetime.Singleton, true, true)]
    [InlineData(ServiceLifetime.Scoped, true, false)]
    [InlineData(ServiceLifetime.Transient, false, false)]
    public async Task EveryLifetimeStays(ServiceLifetime lifetime, bool sameInScope, bool sameInAll)
    {
        await using var container = new Container();
        container.Services.Add(new ServiceDescriptor(typeof(IShop), typeof(Shop), lifetime));
        container.Services.InterceptWithEvents<IShop>();
        using var scope = container.Provider.CreateScope();
        using var other = container.Provider.CreateScope();
        var (first, again, elsewhere) = (Shop(scope), Shop(scope), Shop(other));
        Assert.Equal((sameInScope, sameInAll), (ReferenceEquals(Target(first), Target(again)), ReferenceEquals(Target(first), Target(elsewhere))));
        Assert.Equal(sameInScope, ReferenceEquals(first, again));
        Assert.Equal("shop", first.Name());
        Assert.Equal("shop", elsewhere.Name());
        Assert.Equal(TwoCalls, await container.TypesAsync());
    }

    [Fact]
    public async Task FactoriesInstancesAndTypesKeepTheirOrder()
    {
        await using var container = new Container();
        container.Services.AddSingleton<IShop>(new NamedShop("instance")).AddScoped<IShop>(_ => new NamedShop("factory")).AddTransient<IShop, Shop>();
        container.Services.InterceptWithEvents<IShop>();
        using var scope = container.Provider.CreateScope();
        Assert.Equal(["instance", "factory", "shop"], scope.ServiceProvider.GetServices<IShop>().Select(s => s.Name()));
        Assert.Equal("shop", Shop(scope).Name());
        Assert.Equal(8, (await container.TypesAsync()).Count);
    }

    [Fact]
    public async Task KeyedServicesKeepTheirKeys()
    {
        await using var container = new Container();
        container.Services.AddKeyedSingleton<IShop, Shop>("type").AddKeyedSingleton<IShop>("instance", new NamedShop("instance"))
            .AddKeyedTransient<IShop>("factory", (_, key) => new NamedShop($"made for {key}")).AddSingleton<IShop>(new NamedShop("no key"));
        container.Services.InterceptWithEvents<IShop>();
        Assert.Equal(["shop", "instance", "made for factory", "no key"], ((string?[])["type", "instance", "factory", null]).Select(k => container.Provider.GetRequiredKeyedService<IShop>(k).Name()));
        Assert.Equal(3, container.Provider.GetKeyedServices<IShop>(KeyedService.AnyKey).Count());
        Assert.Equal(8, (await container.TypesAsync()).Count);
    }

    [Fact]
    public async Task TryAddFindsWhatIsThere()
    {
        await using var container = new Container();
        container.Services.TryAddSingleton<IShop, Shop>();
        container.Services.InterceptWithEvents<IShop>();
        container.Services.TryAddSingleton<IShop>(new NamedShop("late"));
        Assert.Equal("shop", Assert.Single(container.Provider.GetServices<IShop>()).Name());
    }

    [Fact]
    public async Task InterceptingTwiceRecordsOnce()
    {
        await using var container = new Container();
        container.Services.AddSingleton<IShop, Shop>().InterceptWithEvents<IShop>().InterceptWithEvents<IShop>();
        container.Provider.GetRequiredService<IShop>().Name();
        Assert.Equal(["call.started", "call.completed"], await container.TypesAsync());
    }

    [Fact]
    public async Task AClosedInterfaceOfAnOpenRegistrationIsIntercepted()
    {
        await using var container = new Container();
        container.Services.AddScoped(typeof(IStore<>), typeof(Store<>)).InterceptWithEvents<IStore<int>>();
        using var scope = container.Provider.CreateScope();
        scope.ServiceProvider.GetRequiredService<IStore<int>>().Put(1);
        scope.ServiceProvider.GetRequiredService<IStore<string>>().Put("not recorded");
        Assert.Equal(["IStore<Int32>.Put", "IStore<Int32>.Put"], (await container.ReadAsync()).Select(e => e.Title));
    }

    [Fact]
    public async Task OptionsReachTheCalls()
    {
        await using var container = new Container();
        container.Services.AddSingleton<IShop, Shop>().InterceptWithEvents<IShop>(o => (o.System, o.Results) = (new SourceSystem("billing"), true));
        container.Provider.GetRequiredService<IShop>().Name();
        var events = await container.ReadAsync();
        Assert.All(events, e => Assert.Equal("billing", e.System.Name));
        Assert.Equal("shop", events[1].Data["result"]);
    }

    [Fact]
    public void WhatCannotBeInterceptedIsSaidAtOnce()
    {
        var services = new ServiceCollection();
        Assert.Contains("'Otel.EventSink.DynamicProxy.Tests.IShop' is not registered", Assert.Throws<InvalidOperationException>(() => services.InterceptWithEvents<IShop>()).Message);
        Assert.Contains("'Otel.EventSink.DynamicProxy.Tests.Shop' is not an interface", Assert.Throws<ArgumentException>(() => services.AddSingleton<Shop>().InterceptWithEvents<Shop>()).Message);
        Assert.Contains("cannot record itself", Assert.Throws<ArgumentException>(() => services.InterceptWithEvents<IEventCollector>()).Message);
        Assert.Contains("AnyKey", Assert.Throws<NotSupportedException>(() => new ServiceCollection().AddKeyedSingleton<IShop, Shop>(KeyedService.AnyKey).InterceptWithEvents<IShop>()).Message);
        Assert.Contains("[ServiceKey]", Assert.Throws<NotSupportedException>(() => new ServiceCollection().AddKeyedSingleton<IShop, KeyedShop>("a").InterceptWithEvents<IShop>()).Message);
        Assert.Contains("'not a name'", Assert.Throws<ArgumentException>(() => new ServiceCollection().AddSingleton<OwnFailureTests.IBadName, OwnFailureTests.BadName>().InterceptWithEvents<OwnFailureTests.IBadName>()).Message);
    }

    [Fact]
    public void WithoutARecorderTheServiceSaysWhatIsMissing()
    {
        using var provider = new ServiceCollection().AddSingleton<IShop, Shop>().InterceptWithEvents<IShop>().BuildServiceProvider();
        Assert.Contains("AddCentralEventLogging()", Assert.Throws<InvalidOperationException>(() => provider.GetRequiredService<IShop>()).Message);
    }

    [Fact]
    public async Task TheRecordersOwnServiceIsLeftAlone()
    {
        await using var container = new Container();
        container.Services.AddSingleton<IHostedService, Worker>().InterceptWithEvents<IHostedService>().AddCentralEventLogging();
        foreach (var service in container.Provider.GetServices<IHostedService>())
            await service.StartAsync(default);
        Assert.Equal(["IHostedService.StartAsync", "IHostedService.StartAsync"], (await container.ReadAsync()).Select(e => e.Title));
    }

    [Fact]
    public async Task LogLinesAndCallsWithinACallAreOneTrace()
    {
        // Left to itself the recorder would yield to the OpenTelemetry of a test before, in the same process.
        await using var container = new Container(o => o.Spans = SpanCapture.Sampling);
        container.Services.AddSingleton<IFlow, Flow>().AddScoped<IShop, TalkingShop>().InterceptWithEvents<IShop>().InterceptWithEvents<IFlow>();
        using (var scope = container.Provider.CreateScope())
            Shop(scope).Name();
        var events = await container.ReadAsync();
        Assert.Equal(["call.started", "log.record", "analytics.query", "call.completed"], events.Select(e => e.Type.Name));
        Assert.Single(events.Select(e => e.CorrelationId).Distinct());
        Assert.Equal(events[3].SpanId, events[1].SpanId);
        Assert.Equal(events[3].SpanId, events[2].ParentSpanId);
    }

    private static IShop Shop(IServiceScope scope) => scope.ServiceProvider.GetRequiredService<IShop>();

    private static object Target(IShop proxy) => ((IProxyTargetAccessor)proxy).DynProxyGetTarget()!;

    private sealed class Worker : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
