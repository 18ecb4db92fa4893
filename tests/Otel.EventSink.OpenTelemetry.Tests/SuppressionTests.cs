using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Otel.EventSink.Exporters.Tests;

public class SuppressionTests
{
    private static readonly ActivitySource Source = new("Suppressed");

    [Fact]
    public async Task WhatHappensDuringAnExportIsNotTraced()
    {
        using var folder = new TempFolder();
        using var collector = EventCollector.Open(folder.Database);
        bool? suppressed = null;
        using (Sdk.CreateTracerProviderBuilder().AddSource("Suppressed")
            .AddEventSinkExporter(o => (o.Collector, o.ExportProcessorType) = (collector, ExportProcessorType.Simple))
            .Build())
        {
            // Copying a tag's value runs code of the host's, which may be traced itself.
            var value = new Value(() => suppressed = Source.StartActivity("inside") is null);
            Source.StartActivity("outside")!.SetTag("value", value).Dispose();
        }

        Assert.True(suppressed);
        Assert.Equal("outside", Assert.Single(await collector.Query().ToListAsync()).Title);
    }

    private sealed class Value(Action read)
    {
        public override string ToString()
        {
            read();
            return "read";
        }
    }
}
