using System.Runtime.CompilerServices;
using PublicApiGenerator;

namespace Otel.EventSink.Tests;

public class PublicApiTests
{
    [Fact]
    public void ThePublicApiIsTheApprovedOne()
    {
        var actual = typeof(EventCollector).Assembly.GeneratePublicApi(new ApiGeneratorOptions
        {
            IncludeAssemblyAttributes = false,
            // Names what the compiler makes up.
            ExcludeAttributes = [typeof(AsyncIteratorStateMachineAttribute).FullName!],
        }).ReplaceLineEndings("\n").TrimEnd() + "\n";
        var approved = Beside("PublicApi.approved.txt");
        var received = Beside("PublicApi.received.txt");
        File.Delete(received);
        if (File.Exists(approved) && File.ReadAllText(approved).ReplaceLineEndings("\n") == actual)
            return;

        File.WriteAllText(received, actual);
        Assert.Fail($"The public API is not the approved one. Compare, and if the change is meant, accept it: mv '{received}' '{approved}'");
    }

    private static string Beside(string name, [CallerFilePath] string test = "") => Path.Combine(Path.GetDirectoryName(test)!, name);
}
