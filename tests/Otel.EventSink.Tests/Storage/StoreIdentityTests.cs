using Otel.EventSink.Storage;

namespace Otel.EventSink.Tests;

public class StoreIdentityTests
{
    private readonly StoreIdentity _identity = new("7abc-9def-12");

    [Theory]
    [InlineData(1)]
    [InlineData(65_536)]
    [InlineData((1L << 40) - 1)]
    public void AnIdLeadsBackToItsSequence(long sequence)
    {
        foreach (var time in (long[])[0, -1, 1_772_361_059_123_456_789, long.MaxValue, long.MinValue])
            Assert.Equal(sequence, _identity.SequenceOf(_identity.IdOf(time, sequence)));
    }

    [Fact]
    public void AnIdHasTheTimeInFrontAndTheSequenceBehind() =>
        Assert.Equal("0193c2a5-d7e8-7abc-9def-12000000002a", _identity.IdOf(0x0193c2a5d7e8L * 1_000_000 + 999_999, 42).ToString());

    [Fact]
    public void AnIdOfAnotherDatabaseIsNone()
    {
        Assert.Null(_identity.SequenceOf(new StoreIdentity("7abd-9def-12").IdOf(0, 1)));
        Assert.Null(_identity.SequenceOf(new StoreIdentity("7abc-9dee-12").IdOf(0, 1)));
        Assert.Null(_identity.SequenceOf(new StoreIdentity("7abc-9def-13").IdOf(0, 1)));
        Assert.Null(_identity.SequenceOf(Guid.Empty));
    }

    [Fact]
    public void IdsAscendWithTime() =>
        Assert.True(string.CompareOrdinal(_identity.IdOf(1_000_000_000, 9).ToString(), _identity.IdOf(1_001_000_000, 1).ToString()) < 0);
}
