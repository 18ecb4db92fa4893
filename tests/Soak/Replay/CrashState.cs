namespace Otel.EventSink.Soak.Replay;

/// <summary>What a disk holds after its power was cut, and what it should hold.</summary>
/// <param name="Number">Among those of its record.</param>
/// <param name="Entry">The last that was played.</param>
/// <param name="Files">Their names and contents.</param>
/// <param name="Promised">What has to be in them.</param>
internal sealed record CrashState(int Number, int Entry, IReadOnlyDictionary<string, byte[]> Files, Promised Promised)
{
    /// <summary>In memory, where there is such a folder: none of it is to last.</summary>
    private const string Memory = "/dev/shm";

    /// <summary>Plays a record and cuts the power after each of the entries named.</summary>
    /// <param name="points">Ascending.</param>
    public static IEnumerable<CrashState> Cut(Record record, IReadOnlyList<int> points, Random random)
    {
        var disk = new Disk(record);
        var promised = new Promised(NumberedEvents.Producers);
        var next = 0;
        for (var i = 0; i < record.Entries.Count && next < points.Count; i++)
        {
            disk.Play(record.Entries[i]);
            promised.Play(record.Entries[i]);
            for (; next < points.Count && points[next] == i; next++)
                yield return new CrashState(next, i, disk.CutPower(random), promised.Copy());
        }
    }

    /// <inheritdoc cref="StateCheck.Check"/>
    /// <param name="folder">For a folder of the check's own, where there is none in memory.</param>
    /// <param name="further">What else to do with the database.</param>
    public (long Lost, TimeSpan OldestLoss) Check(string folder, Action<string>? further = null)
    {
        var own = Directory.CreateDirectory(Path.Combine(Directory.Exists(Memory) ? Memory : folder, $"eventsink-{Guid.NewGuid():n}")).FullName;
        try
        {
            foreach (var (name, content) in Files)
                File.WriteAllBytes(Path.Combine(own, name), content);
            var database = Path.Combine(own, NumberedEvents.Database);
            var result = StateCheck.Check(database, Promised);
            further?.Invoke(database);
            return result;
        }
        catch (Exception e)
        {
            throw new BrokenPromiseException($"after entry {Entry}: {(e is BrokenPromiseException ? e.Message : e)}");
        }
        finally
        {
            Directory.Delete(own, recursive: true);
        }
    }
}
