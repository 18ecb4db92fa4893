namespace Otel.EventSink.Tests;

public class ExitBudgetTests
{
    [Fact]
    public void AStoreThatStaysLockedDoesNotHoldUpTheExitButIsNamed()
    {
        using var folder = new TempFolder();
        EventCollector.Open(folder.Database).Dispose();
        using var database = new Database(folder.Database);
        using var child = new Child("collect-and-return", folder.Database);
        child.WaitForLine("opened");
        database.Execute("BEGIN EXCLUSIVE");
        child.WriteLine("go");
        Assert.Equal(0, child.WaitForExit());
        Assert.Contains("EventSink: exit: ", child.StandardError, StringComparison.Ordinal);
    }
}
