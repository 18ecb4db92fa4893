using Otel.EventSink.Query;
using Otel.EventSink.Storage.Rollups;

namespace Otel.EventSink.Storage.Plans;

/// <summary>What a filter asks of one kind of name, in ids; severity numbers are names here too. Its SQL fits events and counts of them alike.</summary>
internal abstract record NameCondition(NameKind Kind)
{
    /// <param name="column">Where the id is.</param>
    /// <param name="parameter">Binds a value and returns what stands for it.</param>
    public abstract string On(string column, Func<object, string> parameter);

    public sealed record Among(NameKind Kind, IReadOnlyCollection<long> Ids) : NameCondition(Kind)
    {
        /// <summary>A single one as an equation: only then an index yields the order of time too.</summary>
        public override string On(string column, Func<object, string> parameter) => Ids.Count == 1
            ? $"{column} = {parameter(Ids.First())}"
            : $"{column} IN (SELECT value FROM json_each({parameter($"[{string.Join(',', Ids)}]")}))";
    }

    /// <summary>Numbers stand in the text, not as parameters: the index on errors is used only where its condition can be read off.</summary>
    /// <param name="Ranges">Both ends are included.</param>
    public sealed record Grave(IReadOnlyList<(long Low, long High)> Ranges) : NameCondition(NameKind.Severity)
    {
        public bool IsErrors => Ranges.All(r => r.Low >= SeverityNumbers.Error);

        public static Grave Of(EventFilter.MinSeverity filter) => new([(SeverityNumbers.RangeOf(filter.Lowest).Low, long.MaxValue)]);

        public static Grave Of(EventFilter.Severities filter) =>
            new([.. filter.Values.Distinct().Select(SeverityNumbers.RangeOf).Select(r => ((long)r.Low, (long)r.High))]);

        public override string On(string column, Func<object, string> parameter)
        {
            var any = string.Join(" OR ", Ranges.Select(r => r.High == long.MaxValue ? $"{column} >= {r.Low}" : $"{column} BETWEEN {r.Low} AND {r.High}"));
            return IsErrors ? $"{column} >= {SeverityNumbers.Error} AND ({any})" : $"({any})";
        }
    }
}
