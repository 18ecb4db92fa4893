using System.Reflection;
using PublicApiGenerator;

namespace Otel.EventSink.Tests;

/// <summary>Compares what a package offers with what was agreed on: the file <c>PublicApi.approved.txt</c> beside the tests.</summary>
internal static class PublicApi
{
    public static void AssertApproved(Assembly assembly)
    {
        var folder = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../.."));
        var approved = Path.Combine(folder, "PublicApi.approved.txt");
        var actual = assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false, DenyNamespacePrefixes = [] }).Trim() + "\n";
        if (File.Exists(approved) && File.ReadAllText(approved) == actual)
            return;
        var received = Path.Combine(AppContext.BaseDirectory, "PublicApi.received.txt");
        File.WriteAllText(received, actual);
        Assert.Fail($"The public API is not the approved one. If the change is meant: cp {received} {approved}");
    }
}
