using Otel.EventSink.Capture.Texts;

namespace Otel.EventSink.Analysis.Mining;

/// <summary>
/// A group of lines with one template. Lines added later may join it to another: <see cref="Group"/> tells which it is by now, and two
/// lines are alike where theirs is the same object.
/// </summary>
internal sealed class MinedTemplate
{
    private readonly TemplateMiner _miner;

    public MinedTemplate(TemplateMiner miner, Pattern pattern)
    {
        _miner = miner;
        Pattern = Template = pattern;
        Leader = this;
    }

    /// <summary>The group as of the lines added so far.</summary>
    public MinedTemplate Group => _miner.GroupOf(this);

    /// <summary>The template, its variables as <c>&lt;*&gt;</c>.</summary>
    public string Text => Group.Template.ToString();

    /// <summary>How many lines it stands for.</summary>
    public long Count => Group.Total;

    // What the miner keeps of it.

    /// <summary>What it was read as, more general after a compaction.</summary>
    public Pattern Pattern { get; set; }

    /// <summary>Lines read as this pattern.</summary>
    public long Lines { get; set; }

    /// <summary>What took its place in a compaction.</summary>
    public MinedTemplate? Successor { get; set; }

    /// <summary>The first of its group, itself if it is that.</summary>
    public MinedTemplate Leader { get; set; }

    /// <summary>Of a leader: the group's template.</summary>
    public Pattern Template { get; set; }

    /// <summary>Of a leader: the group's lines.</summary>
    public long Total { get; set; }
}
