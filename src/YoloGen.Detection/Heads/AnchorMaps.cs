namespace YoloGen.Detection.Heads;

/// <summary>One output map of a head with anchors.</summary>
internal sealed record AnchorMap(int Output, int Height, int Width, int Channels, bool ChannelsLast);

/// <summary>One output map for each stride, each with its anchors: which group of anchors belongs to which, and how many classes that leaves.</summary>
internal static class AnchorMaps
{
    private const string TwoScales = "10,14,23,27,37,58;81,82,135,169,344,319";
    private const string ThreeScales = "10,13,16,30,33,23;30,61,62,45,59,119;116,90,156,198,373,326";

    /// <summary>All outputs as maps [1, C, H, W] or [1, A, H, W, F], or null where one is something else or two have one size.</summary>
    public static List<AnchorMap>? Of(ModelSignature signature)
    {
        var maps = new List<AnchorMap>();
        for (int i = 0; i < signature.Outputs.Count; i++)
        {
            IReadOnlyList<int> d = signature.Outputs[i].Dims;
            if (d.Count == 4 && d[0] == 1 && d.All(x => x > 0))
            {
                maps.Add(new AnchorMap(i, d[2], d[3], d[1], false));
            }
            else if (d.Count == 5 && d[0] == 1 && d.All(x => x > 0))
            {
                maps.Add(new AnchorMap(i, d[2], d[3], d[1] * d[4], true));
            }
            else
            {
                return null;
            }
        }

        bool distinct = maps.Select(m => (long)m.Width * m.Height).Distinct().Count() == maps.Count;
        bool cells = maps.All(m => m.Width > 0 && signature.Width / m.Width is var stride && stride > 0 && Grids.Width(signature, stride) == m.Width && Grids.Height(signature, stride) == m.Height);
        return maps.Count > 0 && distinct && cells ? maps : null;
    }

    /// <summary>The anchors of each map, in the order of the maps: groups go from the finest grid to the coarsest.</summary>
    public static (IReadOnlyList<float>[] Groups, string? Assumption)? Groups(HeadQuestion question, IReadOnlyList<AnchorMap> maps)
    {
        string? text = question.Anchors ?? maps.Count switch { 2 => TwoScales, 3 => ThreeScales, _ => null };
        List<IReadOnlyList<float>?>? groups = text?.Split(';').Select(MetadataText.Numbers).ToList();
        if (groups is null || groups.Count != maps.Count || groups.Any(g => g is null || g.Count % 2 != 0 || g.Any(v => v <= 0)))
        {
            return null;
        }

        var ordered = new IReadOnlyList<float>[maps.Count];
        int[] finestFirst = [.. Enumerable.Range(0, maps.Count).OrderByDescending(i => (long)maps[i].Width * maps[i].Height)];
        for (int i = 0; i < maps.Count; i++)
        {
            ordered[finestFirst[i]] = groups[i]!;
        }

        return (ordered, question.Anchors is null ? $"anchors {text} (the model does not name its own; yologen.anchors in its metadata or --anchors sets them)" : null);
    }

    /// <summary>A step for each map whose channels are so many anchors with a box, an objectness and classes.</summary>
    public static HeadAnswer Match(HeadQuestion question, Func<HeadQuestion, AnchorMap, IReadOnlyList<float>, int, DecodeStep> step)
    {
        if (Of(question.Signature) is not { } maps)
        {
            return HeadAnswer.No("the outputs are not one map [1, C, H, W] or [1, A, H, W, F] for each stride");
        }

        if (Groups(question, maps) is not { } anchors)
        {
            return HeadAnswer.No($"there are {maps.Count} maps, and not as many groups of anchors");
        }

        int classes = 0;
        long places = 0;
        var steps = new DecodeStep[maps.Count];
        for (int i = 0; i < maps.Count; i++)
        {
            int count = anchors.Groups[i].Count / 2, found = maps[i].Channels / count - 5;
            if (maps[i].Channels % count != 0 || found < 1 || (i > 0 && found != classes))
            {
                return HeadAnswer.No($"{maps[i].Channels} channels are not {count} anchors with 5 numbers and classes");
            }

            classes = found;
            places += (long)maps[i].Width * maps[i].Height * count;
            steps[i] = step(question, maps[i], anchors.Groups[i], classes);
        }

        return new HeadMatch(steps, classes, places)
        {
            Assumptions = anchors.Assumption is { } assumption ? [assumption] : [],
            Strength = question.NamedClasses == classes ? EvidenceKind.Metadata : EvidenceKind.Shapes,
            Evidence = [$"{maps.Count} maps, each with {anchors.Groups[0].Count / 2} anchors of 5 + {classes} channels"],
        };
    }

    /// <summary>What the graph does to all maps; Unknown where there is no probe.</summary>
    public static FieldKind Kind(HeadQuestion question)
    {
        if (question.Signature.Probes is not { } probes || probes.Any(p => p is null))
        {
            return FieldKind.Unknown;
        }

        FieldKind[] kinds = [.. question.Outputs.Select((o, i) => new Rows(i, o.Dims.Aggregate(1, (a, b) => a * b), 1, true, probes[i]).Kind(0)).Distinct()];
        return kinds.Length == 1 ? kinds[0] : FieldKind.Other;
    }
}
