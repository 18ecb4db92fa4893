using OpenTelemetry.Trace;

namespace Otel.EventSink.Exporters.Tests;

public class PublicApiTests
{
    [Fact]
    public void ThePublicApiIsTheApprovedOne() => PublicApi.AssertApproved(typeof(EventSinkTracerProviderBuilderExtensions).Assembly);
}
