using System.Globalization;
using Otel.EventSink.Soak.Shim;

namespace Otel.EventSink.Soak.Promises;

/// <summary>One call that fails.</summary>
/// <param name="Kind">Which call.</param>
/// <param name="Number">Of those of its kind, from 1.</param>
/// <param name="Error">The errno.</param>
/// <param name="IsLasting">Whether all after it fail too, until the product has shown it.</param>
/// <param name="IsLong">In a run so long that the log starts anew by its length, which has the writer move it.</param>
internal sealed record IoFault(CallKind Kind, long Number, int Error, bool IsLasting, bool IsLong)
{
    public const int EIO = 5;
    public const int ENOSPC = 28;

    /// <summary>How many of such a run are looked for; 0: no fault at all.</summary>
    public bool IsNone => Number == 0;

    /// <summary>
    /// Where there is no room for more than is needed, and then room for what is needed, nothing has failed. And SQLite syncs the folder
    /// on its own account, without taking an error.
    /// </summary>
    public bool MayPassUnseen => Kind == CallKind.FolderSync || (Error == ENOSPC && !IsLasting);

    public static IoFault Parse(string line)
    {
        var parts = line.Split(' ');
        return new IoFault(
            Enum.Parse<CallKind>(parts[0]), long.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture), bool.Parse(parts[3]), bool.Parse(parts[4]));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kind} {Number} {Error} {IsLasting} {IsLong}");
}
