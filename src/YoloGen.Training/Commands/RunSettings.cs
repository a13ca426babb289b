using System.CommandLine;
using YoloGen.Training.Optimization;

namespace YoloGen.Training.Commands;

/// <summary>Options about how a run is carried out, which do not change what it computes.</summary>
internal sealed class RunSettings
{
    private readonly Option<int> _every = Verb.Option("--evaluate-every", "epochs between two evaluations; the end is always evaluated", 1);
    private readonly Option<double> _save = Verb.Option("--save-minutes", "minutes between two saved states", 2.0);
    private readonly Option<bool> _resume = Verb.Option("--resume", "go on where a run in --out was stopped; a new one starts if there is none", false);
    private readonly Option<bool> _overwrite = Verb.Option("--overwrite", "start anew although --out holds a run", false);

    public void AddTo(Command command, bool resumable = true)
    {
        command.Add(_every);
        command.Add(_save);
        if (!resumable)
            return;
        command.Add(_resume);
        command.Add(_overwrite);
    }

    public bool Resume(ParseResult parsed) => parsed.GetValue(_resume);

    public bool Overwrite(ParseResult parsed) => parsed.GetValue(_overwrite);

    /// <summary>The words that were given, to hand them to another verb.</summary>
    public IEnumerable<string> Given(ParseResult parsed) => Verb.Given(parsed, [_every, _save]);

    /// <summary>Makes sure that no run is lost by starting another.</summary>
    public void Prepare(ParseResult parsed, RunFolder folder)
    {
        if (Resume(parsed) || !folder.HasState && !folder.IsComplete)
            return;
        if (!Overwrite(parsed))
            throw Verb.Bad($"{folder.Root} holds a run: --resume goes on with it, --overwrite starts anew, or take another --out");
        folder.Clear();
    }

    public void Train(ParseResult parsed, Trainer trainer)
    {
        if (parsed.GetValue(_every) < 1 || !(parsed.GetValue(_save) >= 0))
            throw Verb.Bad("--evaluate-every must be at least 1, --save-minutes not negative");
        trainer.Run(evaluateEvery: parsed.GetValue(_every), saveEvery: parsed.GetValue(_save));
    }
}
