using System.CommandLine;
using System.Globalization;
using YoloGen.Training.Data;
using YoloGen.Training.Optimization;
using YoloGen.Vision;

namespace YoloGen.Training.Commands;

/// <summary>Options of the verbs that read a data set.</summary>
internal sealed class DataOptions(bool required = true)
{
    /// <summary>Photos are kept in memory no larger than this many times the input.</summary>
    private const int LargestSide = 832;

    private readonly Option<string> _source = new("--data") { Description = "data.yaml, or a folder that holds one" + (required ? "" : " (without it nothing is trained)"), Required = required };
    private readonly Option<bool> _strict = Verb.Option("--strict", "broken labels and photos are fatal instead of skipped", false);

    public void AddTo(Command command)
    {
        command.Add(_source);
        command.Add(_strict);
    }

    /// <summary>The words that were given, to hand them to another verb.</summary>
    public IEnumerable<string> Given(ParseResult parsed) => Verb.Given(parsed, [_source, _strict]);

    public bool IsGiven(ParseResult parsed) => parsed.GetValue(_source) is not null;

    public string Source(ParseResult parsed) => parsed.GetRequiredValue(_source);

    /// <summary>Photos to train on and photos to evaluate with.</summary>
    public (PhotoSet Training, PhotoSet Validation) LoadFor(ParseResult parsed, TrainingOptions options)
    {
        PhotoSet photos = Load(parsed, "train");
        (photos, PhotoSet validation) = options.HoldOut > 0 ? PhotoSelection.HoldOut(photos, options.HoldOut, options.Fold) : (photos, Load(parsed, "val"));
        if (options.LeaveOut.Length > 0)
            photos = PhotoSelection.LeaveOut(photos, File.ReadLines(options.LeaveOut).Select(l => l.Trim()).ToHashSet(StringComparer.Ordinal));
        if (photos.Photos.Count == 0 || validation.Photos.Count == 0)
            throw Verb.Bad($"--hold-out {options.HoldOut.ToString(CultureInfo.InvariantCulture)} and --leave-out leave {photos.Photos.Count} photos to train on and {validation.Photos.Count} to evaluate with; take another share");
        return (photos with { Photos = PhotoSelection.RepeatRarest(photos.Photos, options.RepeatRarest) }, validation);
    }

    public PhotoSet Load(ParseResult parsed, string split)
    {
        PhotoSet set = PhotoSet.Load(Source(parsed), split, LargestSide, parsed.GetValue(_strict) ? ProblemHandling.Fail : ProblemHandling.Skip);
        foreach (var problem in set.Problems.Take(20))
            Console.Error.WriteLine(problem);
        if (set.Problems.Count > 20)
            Console.Error.WriteLine($"... and {set.Problems.Count - 20} more");
        return set;
    }
}
