using System.Diagnostics;

namespace Otel.EventSink.Soak.Shim;

/// <summary>shim.c, built with the system's compiler.</summary>
internal static class ShimLibrary
{
    /// <summary>What is missing to build and preload it; null: nothing.</summary>
    public static string? Missing() =>
        !OperatingSystem.IsLinux() ? "needs Linux, to stand between a process and its C library"
        : Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(f => File.Exists(Path.Combine(f, "cc"))) ? null
        : "needs a C compiler, cc";

    /// <summary>The environment of a child that has it.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> BuildAsync(string folder)
    {
        var source = Path.Combine(folder, "shim.c");
        var library = Path.Combine(folder, "shim.so");
        await using (var from = typeof(ShimLibrary).Assembly.GetManifestResourceStream("shim.c")!)
        await using (var to = File.Create(source))
            await from.CopyToAsync(to);
        using var compiler = Process.Start(new ProcessStartInfo("cc", ["-O2", "-shared", "-fPIC", "-o", library, source, "-ldl", "-lpthread"]) { RedirectStandardError = true })!;
        var errors = await compiler.StandardError.ReadToEndAsync();
        await compiler.WaitForExitAsync();
        if (compiler.ExitCode != 0)
            throw new InvalidOperationException($"cc ended with {compiler.ExitCode}: {errors}");
        return new Dictionary<string, string>(StringComparer.Ordinal) { ["LD_PRELOAD"] = library };
    }
}
