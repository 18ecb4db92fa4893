namespace Otel.EventSink.DynamicProxy.Tests;

public class PublicApiTests
{
    [Fact]
    public void ThePublicApiIsTheApprovedOne() => PublicApi.AssertApproved(typeof(EventProxy).Assembly);
}
