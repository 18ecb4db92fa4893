using Microsoft.Extensions.DependencyInjection;

namespace Otel.EventSink.Hosting.Tests;

public class PublicApiTests
{
    [Fact]
    public void ThePublicApiIsTheApprovedOne() => PublicApi.AssertApproved(typeof(EventSinkServiceCollectionExtensions).Assembly);
}
