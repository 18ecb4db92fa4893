using Microsoft.Extensions.Logging;
using Otel.EventSink.Capture;

namespace Otel.EventSink.Tests;

public class MessageTemplateTests
{
    private static readonly (string Template, object?[] Values)[] Cases =
    [
        ("no holes", []),
        ("", []),
        ("{A}", [1]),
        ("{A}{B}", [1, "two"]),
        ("{A} {A}", [1, 2]),
        ("{B} {A}", [1, 2]),
        ("{ A }", [1]),
        ("{@A} {$B}", [1, 2]),
        ("{0} {1}", ["a", "b"]),
        ("{A,5}|", [42]),
        ("{A,-5}|", [42]),
        ("{A,1}|", ["longer"]),
        ("{A,6:F2}|", [1.5]),
        ("{A,-8:X4}|", [255]),
        ("{A,8}|", [null]),
        ("{A:N2}", [1234567.891]),
        ("{A:0.00}", [12.5m]),
        ("{A:yyyy-MM-dd HH:mm}", [new DateTime(2026, 1, 2, 3, 4, 5)]),
        ("{A:c}", [TimeSpan.FromSeconds(90)]),
        ("{A:D}", [Guid.Empty]),
        ("{A:X2}", ["text has no format"]),
        ("{A}", [null]),
        ("{A}", [1.5]),
        ("{A}", [new DateTime(2026, 1, 2, 3, 4, 5)]),
        ("{A}", [true]),
        ("{A}", [DayOfWeek.Friday]),
        ("{A}", [new[] { 1, 2, 3 }]),
        ("{A}", [new object?[] { "a", null, 2 }]),
        ("{A}", [new List<string> { "a", "b" }]),
        ("{A,10}|", [new[] { 1, 2 }]),
        ("{A}", [Array.Empty<int>()]),
        ("{{A}} {B}", [1]),
        ("{{{A}}}", [1]),
        ("{{}} {A} }}{{", [1]),
        ("braces in a {A}", ["{value}"]),
        ("ä {Größe} 😀", [1]),
    ];

    public static TheoryData<int, string> Rows => [.. Cases.Select((c, i) => new TheoryDataRow<int, string>(i, c.Template))];

    [Theory]
    [MemberData(nameof(Rows))]
    public void RendersAsTheLoggingFrameworkDoes(int row, string template)
    {
        var framework = new Framework();
        framework.Log(LogLevel.Information, template, Cases[row].Values);

        Assert.Equal(framework.Message, MessageTemplate.Render(template, framework.Values));
    }

    [Theory]
    [InlineData("{A} and {B}", "1 and {B}")]
    [InlineData("{B,5:X2} then {A}", "{B,5:X2} then 1")]
    [InlineData("{} {", "{} {")]
    [InlineData("open {A", "open {A")]
    [InlineData("closed} {A}", "closed} 1")]
    [InlineData("{A:Q} has no such format", "1 has no such format")]
    public void WhatTheFrameworkRefusesIsShown(string template, string expected) =>
        Assert.Equal(expected, MessageTemplate.Render(template, [new("A", 1)]));

    [Theory]
    [InlineData("{A,2147483647}")]
    [InlineData("{A,-2147483648}")]
    [InlineData("{A,99999999999}")]
    public void NoTemplateMakesATextWithoutBounds(string template) =>
        Assert.InRange(MessageTemplate.Render(template, [new("A", 1)]).Length, 1, 10_000);

    /// <summary>Takes the message and the values that the framework makes of a template.</summary>
    private sealed class Framework : ILogger
    {
        public string? Message { get; private set; }

        public List<KeyValuePair<string, object?>> Values { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Message = formatter(state, exception);
            Values.AddRange(((IReadOnlyList<KeyValuePair<string, object?>>)state!).Where(p => p.Key != "{OriginalFormat}"));
        }
    }
}
