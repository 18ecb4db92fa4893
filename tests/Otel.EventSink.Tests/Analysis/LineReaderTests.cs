using Otel.EventSink.Capture.Texts;

namespace Otel.EventSink.Tests;

public sealed class LineReaderTests
{
    [Theory]
    [InlineData("took 12 ms", "took <*>")]
    [InlineData("read 1.5 KB of data", "read <*> of data")]
    [InlineData("read 12.", "read <*>.")]
    [InlineData("id 3f2504e0-4f89-11d3-9a0c-0305e82c3301 gone", "id <*> gone")]
    [InlineData("at 0x7fed806eb5d now", "at <*> now")]
    [InlineData("from 10.0.0.7:8080 now", "from <*> now")]
    [InlineData("device ff:fe:aa:bb:cc:dd lost", "device <*> lost")]
    [InlineData("from fe80::1:a:b now", "from <*> now")]
    [InlineData("open /etc/hosts failed", "open <*> failed")]
    [InlineData(@"open C:\Temp\x failed", "open C:<*> failed")]
    [InlineData("see https://example.com/a/b for more", "see https:<*> for more")]
    [InlineData("host www.example.com is down", "host <*> is down")]
    [InlineData("mail to ada@example.com bounced", "mail to <*> bounced")]
    [InlineData("tag=\"View Lock\" set", "tag=\"<*>\" set")]
    [InlineData("service 'shop cart' stopped", "service '<*>' stopped")]
    [InlineData("user=ada mode=true", "user=<*> mode=true")]
    [InlineData("\"GET /a/b HTTP/1.1\" refused", "\"GET <*>\" refused")]
    [InlineData("{\"name\": \"ada\", \"age\": 36}", "{\"name\": \"<*>\", \"age\": <*>}")]
    [InlineData("on Fri Jul 15 12:00:07 2005 again", "on <*> again")]
    [InlineData("mode.......0", "mode.......<*>")]
    [InlineData("for a.example [10.0.0.7] [11] failed", "for a.example [<*>] failed")]
    public void ObviousVariablesAreMasked(string line, string expected) => Assert.Equal(expected, LineReader.Read(line).ToString());

    [Theory]
    [InlineData("I can't read the client's answer")]
    [InlineData("System.IO.IOException: the pipe is broken")]
    [InlineData("Input/output and I/O")]
    [InlineData("May be late, Sun is up")]
    [InlineData("http.proxy.host=")]
    [InlineData("** done **")]
    public void WordsAreKept(string line) => Assert.Equal(line, LineReader.Read(line).ToString());

    [Fact]
    public void PunctuationDoesNotTellLinesApart() =>
        Assert.Equal(LineReader.Read("Stopped: (the broker)").Key, LineReader.Read("Stopped the broker.").Key);
}
