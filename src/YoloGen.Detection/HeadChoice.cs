using YoloGen.Diagnostics;

namespace YoloGen.Detection;

/// <summary>The choice of a head that nobody named: the one with the strongest evidence. Two that are as good are not chosen between.</summary>
internal static class HeadChoice
{
    /// <exception cref="YoloGenException">Several heads fit equally well, or the only ones that fit are contradicted by the metadata.</exception>
    public static (Head Head, HeadMatch Match)? ByEvidence(IReadOnlyList<Head> heads, HeadQuestion question, bool namedByUser)
    {
        List<(Head Head, HeadMatch Match)> fitting = [];
        foreach (Head head in heads)
        {
            if (head.Match(question).Match is { } match)
            {
                fitting.Add((head, match));
            }
        }

        List<(Head Head, HeadMatch Match)> possible = [.. fitting.Where(f => Contradiction(question, f.Head, f.Match, namedByUser) is null)];
        if (possible.Count == 0)
        {
            return fitting.Count == 0 ? null : throw Contradicted(question, fitting[0].Head, fitting[0].Match, namedByUser);
        }

        EvidenceKind strongest = possible.Max(p => p.Match.Strength);
        possible.RemoveAll(p => p.Match.Strength < strongest);
        return possible.Count == 1 ? possible[0] : throw Ambiguous(question, possible);
    }

    /// <summary>The outputs' shapes, for messages.</summary>
    public static string Shapes(HeadQuestion question) => string.Join(", ", question.Outputs.Select(o => $"[{string.Join(", ", o.Dims)}]"));

    /// <summary>What the metadata says against a head that only shapes or the graph speak for, or null.</summary>
    private static string? Contradiction(HeadQuestion question, Head head, HeadMatch match, bool namedByUser)
        => question.Metadata.Task is { } task && task != head.Definition.Task ? $"the metadata says that its task is '{MetadataText.Printable(task)}'"
            : !namedByUser && question.NamedClasses is { } named && named > 0 && named != match.Classes ? $"the metadata names {named}"
            : null;

    private static YoloGenException Contradicted(HeadQuestion question, Head head, HeadMatch match, bool namedByUser) => new(
        DiagnosticCodes.HeadDoesNotFit,
        $"the outputs {Shapes(question)} could be those of head '{head.Definition.Id}' with {Classes(match)}, but {Contradiction(question, head, match, namedByUser)}; "
        + $"--head none compiles the network without Detect, --head {head.Definition.Id} decodes it all the same");

    private static YoloGenException Ambiguous(HeadQuestion question, List<(Head Head, HeadMatch Match)> candidates)
    {
        IEnumerable<string> words = candidates.Select(c =>
            $"--head {c.Head.Definition.Id} ({Classes(c.Match)}{(c.Match.Keypoints > 0 ? $", {c.Match.Keypoints} points" : "")}: {string.Join("; ", c.Match.Evidence)})");
        return new YoloGenException(
            DiagnosticCodes.AmbiguousHead,
            $"the outputs {Shapes(question)} fit several heads, and nothing in the model tells which it is: say {string.Join(" or ", words)}, or --head none");
    }

    private static string Classes(HeadMatch match) => match.Classes == 1 ? "1 class" : $"{match.Classes} classes";
}
