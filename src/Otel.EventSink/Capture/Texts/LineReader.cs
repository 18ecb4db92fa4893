using System.Collections.Frozen;

namespace Otel.EventSink.Capture.Texts;

/// <summary>
/// Reads the first line of a text as words, obvious variables masked, in one pass. Splitting at the delimiters that most programs use,
/// not at blanks only, is what later parsers have over Drain; masking by kind of word replaces its regexes for each source of logs.
/// </summary>
internal sealed class LineReader
{
    private const int MaxLength = 2_048;
    private const int MaxWords = 128;
    private const string Delimiters = "=:,;()[]{}<>|\"'`";
    private const string Around = ".*-!?@$%&+~#^_";

    private readonly List<string> _words = [];
    private readonly List<string> _leads = [];
    private readonly string _line;
    private int _lead;
    private bool _afterNumber;

    private LineReader(string line) => _line = line;

    public static Pattern Read(string text) => new LineReader(FirstLine(text)).Read();

    /// <summary>What is read of a text.</summary>
    public static string FirstLine(string text)
    {
        var line = text.AsSpan().TrimStart();
        if (line.IndexOfAny('\r', '\n') is >= 0 and var end)
            line = line[..end];
        if (line.Length <= MaxLength)
        {
            line = line.TrimEnd();
            return line.Length == text.Length ? text : line.ToString();
        }

        // Half a word would be another word.
        line = line[..MaxLength];
        var blank = line.LastIndexOf(' ');
        return blank > 0 ? line[..blank].ToString() : line.ToString();
    }

    private Pattern Read()
    {
        var at = 0;
        while (at < _line.Length && _words.Count < MaxWords)
        {
            if (Quotes.TryFind(_line, at, out var start, out var end))
            {
                if (start > at + 1)
                    AddWord(at + 1, start - 1);
                AddVariable(start, end);
                // Past the closing quote, which opens nothing.
                at = end + 1;
            }
            else if (HexGroups.Length(_line, at) is > 0 and var length)
            {
                AddVariable(at, at + length);
                at += length;
            }
            else if (IsDelimiter(at))
            {
                at++;
            }
            else
            {
                start = at;
                while (at < _line.Length && !IsDelimiter(at))
                    at++;
                AddWord(start, at);
            }
        }

        if (_words.Count == 0)
            return new Pattern([_line], [""], "");
        MaskDates();
        return new Pattern(_words, _leads, at < _line.Length ? "…" : _line[_lead..]).With(FrozenSet<int>.Empty);
    }

    private void AddWord(int start, int end)
    {
        var raw = _line.AsSpan(start, end - start);
        var word = raw.TrimEnd(Around);
        end = start + word.Length;
        // A path may begin with "./" or "~/".
        if (!word.Contains('/'))
            word = word.TrimStart(Around);
        start = end - word.Length;
        if (word.Length == 0)
            return;
        if (_afterNumber && start == _lead + 1 && _line[_lead] == ' ' && Variables.IsUnit(word))
        {
            (_lead, _afterNumber) = (end, false);
            return;
        }

        var isAssigned = start > 0 && _line[start - 1] == '=';
        var isName = end < _line.Length && _line[end] == '=';
        if (Variables.IsVariable(word, isAssigned, isName))
            AddVariable(start, end);
        else
            Add(word.ToString(), start, end);
        _afterNumber = Variables.IsNumber(word);
    }

    private void AddVariable(int start, int end) => Add(Pattern.Variable, start, end);

    private void Add(string word, int start, int end)
    {
        _words.Add(word);
        _leads.Add(_line[_lead..start]);
        (_lead, _afterNumber) = (end, false);
    }

    private void MaskDates()
    {
        // From both ends, as "Fri Jul 15" and "15 Jul" lean on the number; a day leans on its month.
        for (var i = _words.Count - 2; i >= 0; i--)
            MaskDate(i, i + 1);
        for (var i = 1; i < _words.Count; i++)
            MaskDate(i, i - 1);
    }

    private void MaskDate(int index, int beside)
    {
        if (_words[beside] == Pattern.Variable && Variables.IsDateWord(_words[index]))
            _words[index] = Pattern.Variable;
    }

    // A run of three dots or more leads the eye to a value: "mode.......0".
    private bool IsDelimiter(int at) =>
        char.IsWhiteSpace(_line[at]) || Delimiters.Contains(_line[at])
        || (_line[at] == '.' && string.CompareOrdinal(_line, FirstDot(at), "...", 0, 3) == 0);

    private int FirstDot(int at) => at >= 2 && _line[at - 1] == '.' && _line[at - 2] == '.' ? at - 2 : at >= 1 && _line[at - 1] == '.' ? at - 1 : at;
}
