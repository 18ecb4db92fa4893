using System.Globalization;

namespace Otel.EventSink.Tests;

/// <summary>Rounds of a property test, each with a seed that a failure names; <c>EVENTSINK_SEED</c> runs that one alone.</summary>
public static class Seeds
{
    public static void Each(int rounds, Action<int> test) => EachAsync(rounds, seed =>
    {
        test(seed);
        return Task.CompletedTask;
    }).GetAwaiter().GetResult();

    public static async Task EachAsync(int rounds, Func<int, Task> test)
    {
        foreach (var seed in Chosen(rounds))
        {
            try
            {
                await test(seed);
            }
            catch (Exception e)
            {
                Assert.Fail($"With EVENTSINK_SEED={seed}: {e}");
            }
        }
    }

    private static IEnumerable<int> Chosen(int rounds) =>
        Environment.GetEnvironmentVariable("EVENTSINK_SEED") is { Length: > 0 } given
            ? [int.Parse(given, CultureInfo.InvariantCulture)]
            : Enumerable.Range(0, rounds).Select(_ => Random.Shared.Next());
}
