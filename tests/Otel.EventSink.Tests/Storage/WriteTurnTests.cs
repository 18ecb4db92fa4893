using Otel.EventSink.Storage;

namespace Otel.EventSink.Tests;

public class WriteTurnTests
{
    [Fact]
    public void WhoeverComesBackAtOnceWaitsForTheOther()
    {
        for (var round = 0; round < 100; round++)
        {
            var turn = new WriteTurn();
            var order = new List<string>();
            turn.Enter();
            var isAbout = false;
            var writer = new OnThread<bool>(() =>
            {
                Volatile.Write(ref isAbout, true);
                turn.Enter();
                order.Add("writer");
                turn.Exit();
                return true;
            });
            Eventually.True(() => Volatile.Read(ref isAbout) && writer.IsWaiting);
            turn.Exit();
            turn.Enter();
            order.Add("retention");
            turn.Exit();
            Assert.True(writer.Result);
            Assert.Equal(["writer", "retention"], order);
        }
    }
}
