using static Otel.EventSink.Docs.Tests.Seeding.Make;

namespace Otel.EventSink.Docs.Tests.Seeding;

/// <summary>One slow checkout on Thursday at 11:42: spans of three services and a log line, joined by a trace id.</summary>
internal static class CheckoutTrace
{
    public const string Id = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static readonly SourceSystem Shop = new("shop");
    private static readonly SourceSystem Payments = new("payments");
    private static readonly SourceSystem Warehouse = new("warehouse");
    private static readonly DateTimeOffset Time = March(12, 11, 42);

    public static IEnumerable<Event> All() =>
    [
        At(0, 840, Shop, "POST /checkout", 1, 0) with { SourceComponent = "Microsoft.AspNetCore", Data = Data(("http.route", "/checkout"), ("http.response.status_code", 200)) },
        At(15, 95, Shop, "reserve items", 2, 1) with { SourceComponent = "Shop.Orders" },
        At(22, 70, Warehouse, "POST /reservations", 3, 2) with { SourceComponent = "Microsoft.AspNetCore" },
        At(120, 640, Shop, "charge card", 4, 1) with { SourceComponent = "Shop.Payments" },
        At(130, 610, Payments, "POST /charges", 5, 4) with { SourceComponent = "Microsoft.AspNetCore", Severity = Severity.Warning, Data = Data(("http.response.status_code", 200), ("attempts", 2)) },
        Simple(Time.AddMilliseconds(380), Payments, EventType.LogRecord, "The bank answered late, trying again", Severity.Warning) with
        {
            Kind = EventKind.Log,
            SourceComponent = "Payments.Bank",
            CorrelationId = Id,
            SpanId = SpanId(5),
        },
        At(400, 330, Payments, "charge at bank", 6, 5) with { SourceComponent = "Payments.Bank" },
        At(765, 60, Shop, "send receipt", 7, 1) with { SourceComponent = "Shop.Mail" },
    ];

    private static Event At(double ms, double duration, SourceSystem system, string title, int span, int parent) =>
        Span(Time.AddMilliseconds(ms), duration, system, EventType.SpanCompleted, title, span, parent, Id);
}
