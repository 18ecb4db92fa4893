using Otel.EventSink.Storage;

namespace Otel.EventSink.Tests;

public class SqliteVersionTests
{
    [Theory]
    [InlineData(3_006_023, false)] // older than WAL mode's bug, and than anything this product can use
    [InlineData(3_007_000, false)]
    [InlineData(3_050_004, false)]
    [InlineData(3_051_002, false)]
    [InlineData(3_051_003, true)]
    [InlineData(3_051_009, true)]
    [InlineData(3_052_000, false)] // withdrawn
    [InlineData(3_052_001, true)]
    [InlineData(3_053_000, true)]
    [InlineData(4_000_000, true)]
    public void OnlyVersionsWithoutTheWalResetBugAreSafe(int version, bool isSafe) => Assert.Equal(isSafe, SqliteVersion.IsSafe(version));

    [Fact]
    public void TheLibraryThatIsLoadedIsSafe() => Assert.Matches(@"^3\.\d+\.\d+", SqliteVersion.Ensure());
}
