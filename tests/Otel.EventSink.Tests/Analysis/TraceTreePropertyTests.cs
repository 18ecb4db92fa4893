using System.Diagnostics;
using Otel.EventSink.Analysis.Traces;

namespace Otel.EventSink.Tests;

/// <summary>Random traces from a seed that a failure prints; set <c>EVENTSINK_SEED</c> to see it again.</summary>
public class TraceTreePropertyTests
{
    [Fact]
    public void WhateverTheLinksEveryEventIsInTheTreeOnceAndTimesAddUp() => Seeds.Each(300, seed =>
    {
        var random = new Random(seed);
        var events = RandomTrace.Wild(random, random.Next(1, 80));
        var tree = TraceBuilder.Build(events);
        var nodes = All(tree);

        Assert.Equal(events.Select(e => e.Id).Order(), nodes.Where(n => !n.IsMissing).Select(n => n.Event!.Id).Order());
        Assert.All(nodes, n => Assert.InRange(n.SelfTime, TimeSpan.Zero, n.Duration));
        Assert.Distinct(nodes.Where(n => n.IsMissing).Select(n => n.SpanId));
        Assert.All(nodes.Where(n => n.IsMissing), n => Assert.NotEmpty(n.Children));
        IsAPathFromTheRoot(tree);
    });

    [Fact]
    public void InASequentialTraceSelfTimesAndThePathAddUpToTheRoot() => Seeds.Each(300, seed =>
    {
        var random = new Random(seed);
        var tree = TraceBuilder.Build(RandomTrace.Sequential(random, random.Next(1, 200)));
        var root = Assert.Single(tree.Roots);
        Assert.Equal(root.Duration.Ticks, All(tree).Sum(n => n.SelfTime.Ticks));
        Assert.Equal(root.Duration.Ticks, tree.CriticalPath.Sum(n => n.SelfTime.Ticks));
        Assert.Equal(root.Duration, tree.Duration);
        IsAPathFromTheRoot(tree);
        // In the order of time.
        Assert.Equal(tree.CriticalPath.Select(n => n.Event!.Timestamp).Order(), tree.CriticalPath.Select(n => n.Event!.Timestamp));
    });

    [Theory]
    [InlineData("chain")]
    [InlineData("fan")]
    [InlineData("circle")]
    [InlineData("missing")]
    public void AHundredThousandSpansAreNeitherTooDeepNorTooMany(string shape)
    {
        var events = RandomTrace.Large(shape, 100_000);
        var watch = Stopwatch.StartNew();
        var tree = TraceBuilder.Build(events);
        // Some 0.2 s; what grew with the square would take minutes.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"It took {watch.Elapsed}.");
        Assert.Equal(100_000, All(tree).Count(n => !n.IsMissing));
    }

    private static void IsAPathFromTheRoot(TraceTree tree)
    {
        Assert.Equal(All(tree).Count(n => n.IsOnCriticalPath), tree.CriticalPath.Count);
        var onPath = new HashSet<TraceNode>(ReferenceEqualityComparer.Instance);
        foreach (var node in tree.CriticalPath)
        {
            Assert.True(node.IsOnCriticalPath);
            Assert.True(onPath.Count == 0 ? tree.Roots.Contains(node) : onPath.Any(parent => parent.Children.Contains(node)));
            onPath.Add(node);
        }
    }

    private static List<TraceNode> All(TraceTree tree)
    {
        var all = tree.Roots.ToList();
        for (var i = 0; i < all.Count; i++)
            all.AddRange(all[i].Children);
        return all;
    }
}
