using Otel.EventSink.Capture.Texts;

namespace Otel.EventSink.Analysis.Mining;

/// <summary>
/// Decides whether the words found at one place are values of a variable or alternatives of the program. Few words, or several of which
/// each was seen often, are a closed set (started, stopped): as in Good and Turing's estimate, what is rare says that more is to come.
/// </summary>
internal struct OpenSet
{
    private const int Fewest = 4;
    private const int Many = 10;
    private const int Rare = 5;

    private int _words;
    private long _rarest;
    private bool _hasVariable;

    /// <summary>Counts one different word.</summary>
    public void Add(string word, long count)
    {
        _rarest = _words == 0 ? count : Math.Min(_rarest, count);
        _words++;
        _hasVariable |= word == Pattern.Variable;
    }

    public readonly bool HasVariable => _hasVariable;

    public readonly bool IsOpen => _words >= Fewest && (_words >= Many || _hasVariable || _rarest < Rare);

    /// <summary>Whether so many words stay that these may vary: three for two, so that of two words neither is a template.</summary>
    public static bool KeepsEnough(int constants, int varying) => constants * 2 >= varying * 3;
}
