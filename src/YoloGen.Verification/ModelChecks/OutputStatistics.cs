using System.Globalization;
using YoloGen.Detection;
using YoloGen.Vision;

namespace YoloGen.Verification.ModelChecks;

/// <summary>What a model's outputs hold over photos, before suppression: the ranges of scores and boxes, and what no photo explains.</summary>
internal sealed class OutputStatistics(HeadSelection head)
{
    /// <summary>More different scores than this are not counted.</summary>
    private const int MostDistinct = 100_000;

    /// <summary>So few different scores, or fewer, are steps that are too coarse.</summary>
    private const int FewDistinct = 12;

    private readonly HashSet<float> _distinct = [];
    private readonly HashSet<int> _classes = [];
    private readonly List<float> _scores = [];
    private float _least = float.PositiveInfinity, _most = float.NegativeInfinity, _smallestSide = float.PositiveInfinity, _largestSide;
    private long _places, _aboveOne, _atMost, _boxes, _degenerate, _outside, _notNumbers;
    private int _photos, _empty;

    /// <summary>Adds a photo.</summary>
    /// <param name="outputs">All outputs of the network.</param>
    /// <param name="candidates">What the head decodes of them, whatever its score.</param>
    /// <param name="found">What is left after suppression.</param>
    public void Add(IReadOnlyList<float[]> outputs, IReadOnlyList<DetectedBox> candidates, IReadOnlyList<DetectedBox> found)
    {
        _photos++;
        _empty += found.Count == 0 ? 1 : 0;
        _classes.UnionWith(found.Select(f => f.ClassId));
        _notNumbers += outputs.Sum(o => o.LongCount(v => !float.IsFinite(v)));
        foreach (DetectedBox c in candidates)
        {
            _places++;
            _least = Math.Min(_least, c.Score);
            _aboveOne += c.Score > 1.0001f ? 1 : 0;
            if (c.Score > _most)
            {
                (_most, _atMost) = (c.Score, 0);
            }

            _atMost += c.Score == _most ? 1 : 0;
            if (_distinct.Count < MostDistinct)
            {
                _distinct.Add(c.Score);
            }

            if (c.Score <= head.ScoreThreshold)
            {
                continue;
            }

            _boxes++;
            _scores.Add(c.Score);
            _degenerate += c.Width > 0 && c.Height > 0 ? 0 : 1;
            float x = c.X + c.Width / 2, y = c.Y + c.Height / 2;
            _outside += x < 0 || y < 0 || x > head.InputWidth || y > head.InputHeight ? 1 : 0;
            (_smallestSide, _largestSide) = (Math.Min(_smallestSide, Math.Min(c.Width, c.Height)), Math.Max(_largestSide, Math.Max(c.Width, c.Height)));
        }
    }

    /// <summary>Ranges, for people.</summary>
    public IReadOnlyList<(string Name, string Value)> Facts() =>
    [
        ("photos", Text($"{_photos}, {_empty} without a find")),
        ("scores", _places == 0 ? "none" : Text($"{_least:0.####} to {_most:0.####}, {_distinct.Count} different ones in {_places} places")),
        ("over the threshold", Text($"{_boxes} boxes over {head.ScoreThreshold:0.##}{(_boxes == 0 ? "" : $", sides {_smallestSide:0.#} to {_largestSide:0.#} pixels of an input of {head.InputWidth} x {head.InputHeight}")}")),
    ];

    /// <summary>What is likely wrong.</summary>
    public IEnumerable<CheckFinding> Findings()
    {
        if (_notNumbers > 0)
        {
            yield return Problem($"{_notNumbers} values of the outputs are no finite numbers", "the network overflows on these photos: check --mean and --scale, and whether the file's weights are whole");
        }

        if (_places == 0)
        {
            yield break;
        }

        if (_most <= 0)
        {
            yield return Problem(
                "every score is 0 in every photo",
                "a quantized model that has one scale for boxes and scores rounds all scores away: quantize the float model with 'quantize', which gives each its own, or export it with the boxes and scores as outputs of their own");
            yield break;
        }

        if (_aboveOne > 0)
        {
            yield return Problem(Text($"{_aboveOne} scores are above 1, up to {_most:0.##}"), "the outputs are not those that the head reads (points, angles or logits are taken for scores): say --head for the right family, or --head none");
        }

        if (_distinct.Count <= FewDistinct && _places >= 50 * _distinct.Count)
        {
            yield return Problem(
                Text($"the {_places} scores have only {_distinct.Count} different values"),
                "boxes and scores share one scale in a quantized output, which is too coarse for scores: quantize the float model with 'quantize', or cut the output into boxes and scores before quantizing");
        }

        if (_boxes >= 20 && _atMost * 4 >= _boxes)
        {
            yield return Problem(Text($"{_atMost} of {_boxes} boxes have the same, highest score {_most:0.###}"), "scores saturate: the range of the score's tensor was calibrated too small (quantize on more photos, or with --ranges minmax)");
        }

        if (_degenerate > 0)
        {
            yield return Problem($"{_degenerate} of {_boxes} boxes have no width or height", "the columns of the output are not what the head takes them for (corners for centre and size, or the other way round): say --head");
        }

        if (_outside * 10 > _boxes)
        {
            yield return Problem($"{_outside} of {_boxes} boxes have their middle outside the input", "the boxes are not decoded as the head assumes: say --head, or --anchors where the family has some");
        }

        if (_boxes > 0 && _largestSide < 2)
        {
            yield return Problem(Text($"no box is larger than {_largestSide:0.##} pixels"), "the boxes are shares of the input, or of a cell, where the head takes them for pixels: say --head");
        }
    }

    /// <summary>Classes that no photo shows, and photos without a find.</summary>
    public IEnumerable<CheckFinding> Notes()
    {
        if (_empty == _photos)
        {
            yield return Problem(Text($"nothing is found in any photo (the highest score is {_most:0.###}, the threshold {head.ScoreThreshold:0.##})"), "photos of other things, or wrong colours, mean, scale or resize (see below)");
        }
        else if (_classes.Count < head.ClassNames.Count)
        {
            string[] never = [.. Enumerable.Range(0, head.ClassNames.Count).Where(c => !_classes.Contains(c)).Select(c => MetadataText.Printable(head.ClassNames[c]))];
            yield return new CheckFinding(false, $"{never.Length} of {head.ClassNames.Count} classes were never found: {string.Join(", ", never.Take(10))}{(never.Length > 10 ? ", ..." : "")}", "where photos show them, the model or its quantization lost them");
        }
    }

    private static CheckFinding Problem(string what, string remedy) => new(true, what, remedy);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
