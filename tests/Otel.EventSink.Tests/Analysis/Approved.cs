using System.Runtime.CompilerServices;

namespace Otel.EventSink.Tests;

/// <summary>
/// Compares with a file under <c>Approved/</c> that a person has looked at. What differs is left beside it as <c>.received</c>; take
/// it over by renaming it.
/// </summary>
internal static class Approved
{
    public static void Matches(string name, string received, [CallerFilePath] string caller = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(caller)!, "Approved", name);
        var approved = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        if (approved == received)
            return;
        File.WriteAllText(path + ".received", received);
        Assert.Fail($"{name} differs from what was approved. Compare {path} with the file .received beside it, and rename that if it is right.");
    }
}
