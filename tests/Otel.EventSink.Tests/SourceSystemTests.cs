namespace Otel.EventSink.Tests;

public class SourceSystemTests
{
    [Fact]
    public void WellKnownSystemsHaveTheirNames() => Assert.Equal(
        ["mahavishnu", "crackerjack", "session_buddy", "akosha", "oneiric"],
        new[] { SourceSystem.Mahavishnu, SourceSystem.Crackerjack, SourceSystem.SessionBuddy, SourceSystem.Akosha, SourceSystem.Oneiric }.Select(s => s.Name));

    [Fact]
    public void AnyServiceIsASystem()
    {
        Assert.Equal("Billing Service (EU)", new SourceSystem("Billing Service (EU)").Name);
        Assert.Equal(SourceSystem.Akosha, new SourceSystem("akosha"));
        Assert.NotEqual(SourceSystem.Akosha, new SourceSystem("Akosha"));
    }

    [Fact]
    public void TheDefaultIsUnknown()
    {
        Assert.Equal("unknown", default(SourceSystem).Name);
        Assert.Equal(new SourceSystem("unknown"), default);
        Assert.Equal("unknown", default(SourceSystem).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("a\tb")]
    [InlineData("a\0b")]
    [InlineData("a\u0085b")]
    public void AWrongNameIsRefusedAndNamed(string name)
    {
        var e = Assert.Throws<ArgumentException>(() => new SourceSystem(name));

        Assert.Contains($"'{name}' is not a name for a source system", e.Message);
        Assert.Equal("name", e.ParamName);
    }

    [Theory]
    [InlineData("a\tb", "a_b")]
    [InlineData("", "unknown")]
    [InlineData(null, "unknown")]
    [InlineData("  ", "unknown")]
    [InlineData("fine", "fine")]
    public void ANameFromOutsideIsRepaired(string? name, string expected) => Assert.Equal(expected, SourceSystem.Lenient(name).Name);

    [Fact]
    public void AnOverlongNameFromOutsideIsCut()
    {
        Assert.Equal(new string('x', 256), SourceSystem.Lenient(new string('x', 300)).Name);
        Assert.Equal("unknown", SourceSystem.Lenient(new string(' ', 300) + "x").Name);
        Assert.Equal("a__", SourceSystem.Lenient("a\U0001F600").Name);
    }
}
