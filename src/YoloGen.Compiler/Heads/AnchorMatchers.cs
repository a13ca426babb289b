namespace YoloGen.Compiler.Heads;

/// <summary>Heads with anchors and one output map for each stride.</summary>
internal static class AnchorMatchers
{
    private const string TwoScales = "10,14,23,27,37,58;81,82,135,169,344,319";
    private const string ThreeScales = "10,13,16,30,33,23;30,61,62,45,59,119;116,90,156,198,373,326";

    private sealed record Map(int Output, int Height, int Width, int Channels, bool ChannelsLast);

    /// <summary>The paper's order: objectness, x, y, w, h, classes.</summary>
    public static HeadMatch? Paper(ModelSignature signature, string? anchors) => Darknet(signature, anchors, objectnessFirst: true);

    /// <summary>The order of YOLOv3 and YOLOv4: x, y, w, h, objectness, classes.</summary>
    public static HeadMatch? Darknet(ModelSignature signature, string? anchors) => Darknet(signature, anchors, objectnessFirst: false);

    /// <summary>YOLOv5 before decoding.</summary>
    public static HeadMatch? Yolov5Raw(ModelSignature signature, string? anchors)
        => Build(signature, anchors, Maps(signature), (map, group, classes, strideX, strideY) => new DecodeStep(
            "Yolov5RawHead",
            [map.Output],
            [
                Literal.Int("gridWidth", map.Width), Literal.Int("gridHeight", map.Height), Literal.Int("classes", classes),
                Literal.Float("strideX", strideX), Literal.Float("strideY", strideY), Literal.Bool("channelsLast", map.ChannelsLast),
            ],
            group));

    private static HeadMatch? Darknet(ModelSignature signature, string? anchors, bool objectnessFirst)
    {
        List<Map>? maps = Maps(signature);
        if (maps is null || maps.Any(m => m.ChannelsLast))
            return null;
        float centerScale = new HeadMetadata(signature.Metadata).CenterScale ?? 1f;
        return Build(signature, anchors, maps, (map, group, classes, strideX, strideY) => new DecodeStep(
            "YoloAnchorsHead",
            [map.Output],
            [
                Literal.Int("gridWidth", map.Width), Literal.Int("gridHeight", map.Height), Literal.Int("classes", classes),
                Literal.Float("strideX", strideX), Literal.Float("strideY", strideY),
                Literal.Bool("objectnessFirst", objectnessFirst), Literal.Float("scaleXY", centerScale),
            ],
            group));
    }

    private static HeadMatch? Build(ModelSignature signature, string? anchors, List<Map>? maps, Func<Map, IReadOnlyList<float>, int, float, float, DecodeStep> step)
    {
        if (maps is null)
            return null;
        string[] assumptions = [];
        if (anchors is null)
        {
            anchors = maps.Count switch { 2 => TwoScales, 3 => ThreeScales, _ => null };
            if (anchors is null)
                return null;
            assumptions = [$"anchors {anchors} (the model does not name its own; yologen.anchors in its metadata or --anchors sets them)"];
        }
        List<IReadOnlyList<float>?> groups = [.. anchors.Split(';').Select(MetadataText.Numbers)];
        if (groups.Count != maps.Count || groups.Any(g => g is null || g.Count % 2 != 0 || g.Any(v => v <= 0)))
            return null;
        var steps = new DecodeStep[maps.Count];
        int classes = 0;
        long places = 0;
        // Groups go from the finest grid to the coarsest; steps keep the order of the outputs.
        List<Map> finestFirst = [.. maps.OrderByDescending(m => (long)m.Width * m.Height)];
        for (int i = 0; i < maps.Count; i++)
        {
            Map map = finestFirst[i];
            int count = groups[i]!.Count / 2;
            int found = map.Channels / count - 5;
            if (map.Channels % count != 0 || found < 1 || (i > 0 && found != classes))
                return null;
            classes = found;
            places += (long)map.Width * map.Height * count;
            steps[maps.IndexOf(map)] = step(map, groups[i]!, classes, (float)signature.Width / map.Width, (float)signature.Height / map.Height);
        }
        return new HeadMatch(steps, classes, places) { Assumptions = assumptions };
    }

    /// <summary>All outputs as maps [1, C, H, W] or [1, A, H, W, F], or null where one is something else.</summary>
    private static List<Map>? Maps(ModelSignature signature)
    {
        var maps = new List<Map>();
        for (int i = 0; i < signature.Outputs.Count; i++)
        {
            IReadOnlyList<int> d = signature.Outputs[i].Dims;
            if (d.Count == 4 && d[0] == 1 && d.All(x => x > 0))
                maps.Add(new Map(i, d[2], d[3], d[1], false));
            else if (d.Count == 5 && d[0] == 1 && d.All(x => x > 0))
                maps.Add(new Map(i, d[2], d[3], d[1] * d[4], true));
            else
                return null;
        }
        bool distinct = maps.Select(m => (long)m.Width * m.Height).Distinct().Count() == maps.Count;
        bool fit = maps.All(m => m.Width <= signature.Width && m.Height <= signature.Height);
        return maps.Count > 0 && distinct && fit ? maps : null;
    }
}
