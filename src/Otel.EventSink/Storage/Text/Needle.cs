using System.Text;

namespace Otel.EventSink.Storage.Text;

/// <summary>What is looked for, parted into words as the texts were.</summary>
internal sealed class Needle
{
    /// <summary>More would hardly leave fewer events.</summary>
    private const int MaxPieces = 16;

    private Needle(IReadOnlyList<NeedlePiece> pieces, bool isOnePiece)
    {
        Pieces = pieces;
        IsOnePiece = isOnePiece;
    }

    public IReadOnlyList<NeedlePiece> Pieces { get; }

    /// <summary>Whether every event with a word that matches has the text; else it is only a candidate.</summary>
    public bool IsOnePiece { get; }

    /// <summary>Null: there is no letter and no digit in it, the index cannot help.</summary>
    public static Needle? Of(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(SqlFilter.Shown(text));
        var pieces = new List<(int Length, NeedlePiece Piece)>();
        var reader = new WordReader(utf8, new byte[utf8.Length]);
        var isOnePiece = false;
        while (reader.Read())
        {
            var isOpenAtStart = reader.Start == 0 && !reader.IsIdeograph;
            var isOpenAtEnd = reader.End == utf8.Length && !reader.IsIdeograph;
            isOnePiece = isOpenAtStart && isOpenAtEnd;
            pieces.Add((reader.Word.Length, new NeedlePiece(reader.Word.ToArray(), isOpenAtStart, isOpenAtEnd)));
        }

        return pieces.Count == 0 ? null : new Needle([.. pieces.OrderByDescending(p => p.Length).Take(MaxPieces).Select(p => p.Piece)], isOnePiece);
    }
}
