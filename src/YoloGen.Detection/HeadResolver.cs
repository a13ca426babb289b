using System.Globalization;
using YoloGen.Diagnostics;

namespace YoloGen.Detection;

/// <summary>Combines what the user asked for, what the metadata says and the head's defaults, in this order, and says where each came from.</summary>
internal sealed class HeadResolver(ModelSignature signature, HeadOptions options, HeadMetadata metadata, HeadDefinition head, HeadMatch match, bool forced)
{
    private readonly List<string> _assumptions = [];

    public HeadSelection Resolve()
    {
        string source = options.Head is not null ? "--head" : forced ? "yologen.head in the model's metadata" : match.Strength switch
        {
            EvidenceKind.Metadata => "from the model's metadata",
            EvidenceKind.Graph => "from the graph behind the outputs",
            _ => "from the shapes of the outputs",
        };
        _assumptions.Add($"head {head.Id}: {head.Description} ({source}: {string.Join("; ", match.Evidence)})");
        if (signature.StatedStride is { } stride && match.Places > match.Classes)
            _assumptions[^1] = _assumptions[^1][..^1] + $"; stride {stride} in the metadata)";
        if (metadata.ImageSize is (int height, int width) && (height, width) != (signature.Height, signature.Width))
            _assumptions.Add($"input {signature.Width} x {signature.Height}, as the file has it or --shape says; imgsz in the metadata was {width} x {height}");
        _assumptions.AddRange(match.Assumptions);
        bool bgr = Take("--input", options.Bgr, metadata.Bgr, head.Bgr, b => b ? "bgr" : "rgb");
        IReadOnlyList<float> mean = Triple("--mean", options.Mean, metadata.Mean, match.Mean ?? head.Mean);
        IReadOnlyList<float> scale = Triple("--scale", options.Scale, metadata.Scale, match.Scale ?? head.Scale);
        if (scale.Any(s => s == 0f))
            throw new YoloGenException(DiagnosticCodes.BadHeadOption, "--scale 0 makes every photo the same; give the factor by which bytes are multiplied, such as 0.003921569");
        return new HeadSelection
        {
            Head = head,
            Steps = match.Steps,
            Keypoints = match.Keypoints,
            MaskWidth = match.MaskWidth,
            MaskHeight = match.MaskHeight,
            ClassNames = ClassNames(),
            InputWidth = signature.Width,
            InputHeight = signature.Height,
            InputChannelsLast = signature.ChannelsLast,
            Bgr = bgr,
            Mean = mean,
            Scale = scale,
            Resize = Take("--resize", options.Resize, metadata.Resize, head.Resize, r => r == ResizeMode.Stretch ? "stretch" : "letterbox"),
            ScoreThreshold = Share("--score", options.ScoreThreshold, metadata.ScoreThreshold, head.ScoreThreshold),
            IouThreshold = Share("--iou", options.IouThreshold, metadata.IouThreshold, match.IouThreshold ?? head.IouThreshold),
            CandidateCapacity = (int)Math.Min(match.Places, HeadCatalog.MaxCandidates),
            Assumptions = _assumptions,
        };
    }

    private IReadOnlyList<string> ClassNames()
    {
        if (options.Classes is { } asked)
        {
            return asked.Count == match.Classes
                ? asked
                : throw new YoloGenException(DiagnosticCodes.BadHeadOption, $"--classes names {asked.Count} classes, the network's outputs have {match.Classes}");
        }
        if (metadata.Names is { } named)
        {
            if (named.Count == match.Classes)
                return named;
            _assumptions.Add($"class names: the metadata names {named.Count}, the outputs have {match.Classes}; numbered instead (--classes sets them)");
        }
        else if (match.Classes == CocoClasses.Names.Count)
        {
            _assumptions.Add("class names: the 80 of COCO (--classes sets others)");
            return CocoClasses.Names;
        }
        else
        {
            string last = match.Classes == 1 ? "" : $" to class{match.Classes - 1}";
            string doubt = match.Strength == EvidenceKind.Shapes && !forced ? ". Keypoints, masks and angles look like classes too: if the model has any, say --head none" : "";
            _assumptions.Add($"class names: class0{last} (the model names none; --classes sets them){doubt}");
        }
        return [.. Enumerable.Range(0, match.Classes).Select(i => "class" + i.ToString(CultureInfo.InvariantCulture))];
    }

    private T Take<T>(string option, T? asked, T? stated, T fallback, Func<T, string> text)
        where T : struct
    {
        T value = asked ?? stated ?? fallback;
        Note(option, asked is not null, stated is not null, text(value));
        return value;
    }

    private float Share(string option, float? asked, float? stated, float fallback)
    {
        if (asked is { } value && !(value is >= 0f and <= 1f))
            throw new YoloGenException(DiagnosticCodes.BadHeadOption, $"{option} {value.ToString(CultureInfo.InvariantCulture)} is outside 0 to 1");
        return Take(option, asked, stated, fallback, v => v.ToString(CultureInfo.InvariantCulture));
    }

    private IReadOnlyList<float> Triple(string option, IReadOnlyList<float>? asked, IReadOnlyList<float>? stated, IReadOnlyList<float> fallback)
    {
        if (asked is not null && (asked.Count is not (1 or 3) || asked.Any(v => !float.IsFinite(v))))
            throw new YoloGenException(DiagnosticCodes.BadHeadOption, $"{option} takes one finite number or three, separated by commas");
        IReadOnlyList<float> values = asked ?? stated ?? fallback;
        Note(option, asked is not null, stated is not null, string.Join(",", values.Select(v => v.ToString(CultureInfo.InvariantCulture))));
        return values.Count == 3 ? values : [values[0], values[0], values[0]];
    }

    private void Note(string option, bool asked, bool stated, string value)
        => _assumptions.Add($"{option} {value} ({(asked ? "as asked" : stated ? "from the model's metadata" : "default of the head")})");
}
