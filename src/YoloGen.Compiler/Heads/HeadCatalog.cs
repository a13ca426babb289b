using YoloGen.Diagnostics;

namespace YoloGen.Compiler.Heads;

/// <summary>
/// The table of heads, and the choice of one for a network: by option, by the model's metadata, else by the shapes of its outputs,
/// first match in the order of the table. Everything assumed on the way is listed for the tool to print.
/// </summary>
public static class HeadCatalog
{
    /// <summary>Most candidates that are kept before suppression.</summary>
    public const int MaxCandidates = 8192;

    private const float PerByte = 1f / 255f;

    private sealed record Entry(HeadDefinition Head, Func<ModelSignature, string?, HeadMatch?> Match, Func<ModelSignature, bool> LooksLike);

    private static readonly Entry[] Entries =
    [
        new(new("boxes", "decoded boxes and scores, class 0 is the background (UltraFace, SSD)", false, 127f, 1f / 128f, ResizeMode.Stretch, 0.5f, 0.3f),
            (s, _) => BoxMatchers.Boxes(s, background: true), s => BoxMatchers.Boxes(s, background: true) is not null && !s.Outputs.Any(o => o.Name.Contains("conf", StringComparison.OrdinalIgnoreCase))),
        new(new("boxes-plain", "decoded boxes and scores without a background class", false, 0f, PerByte, ResizeMode.Letterbox, 0.25f, 0.45f),
            (s, _) => BoxMatchers.Boxes(s, background: false), s => BoxMatchers.Boxes(s, background: false) is not null),
        new(new("yolox", "YOLOX, raw grid outputs", true, 0f, 1f, ResizeMode.Letterbox, 0.25f, 0.45f),
            (s, _) => BoxMatchers.Yolox(s), BoxMatchers.LooksLikeYolox),
        new(new("yolov5", "YOLOv5 and YOLOv7, decoded by the network", false, 0f, PerByte, ResizeMode.Letterbox, 0.25f, 0.45f),
            (s, _) => BoxMatchers.Yolov5(s), BoxMatchers.LooksLikeYolov5),
        new(new("yolov8", "YOLOv8, YOLOv9, YOLO11", false, 0f, PerByte, ResizeMode.Letterbox, 0.25f, 0.45f),
            (s, _) => BoxMatchers.Yolov8(s), BoxMatchers.LooksLikeYolov8),
        new(new("fastestdet", "FastestDet", true, 0f, PerByte, ResizeMode.Stretch, 0.65f, 0.45f),
            (s, _) => BoxMatchers.FastestDet(s), BoxMatchers.LooksLikeFastestDet),
        new(new("yolov5raw", "YOLOv5 and YOLOv7, not decoded", false, 0f, PerByte, ResizeMode.Letterbox, 0.25f, 0.45f),
            AnchorMatchers.Yolov5Raw, s => s.Outputs.All(o => o.Dims.Count == 5) && AnchorMatchers.Yolov5Raw(s, null) is not null),
        new(new("darknet", "YOLOv3 and YOLOv4 with anchors: x, y, w, h, objectness, classes", false, 0f, PerByte, ResizeMode.Letterbox, 0.25f, 0.45f),
            AnchorMatchers.Darknet, s => s.Outputs.Count == 3 && AnchorMatchers.Darknet(s, null) is not null),
        new(new("paper", "anchors with objectness first: objectness, x, y, w, h, classes", false, 0f, PerByte, ResizeMode.Letterbox, 0.25f, 0.45f),
            AnchorMatchers.Paper, s => s.Outputs.Count == 2 && AnchorMatchers.Paper(s, null) is not null),
    ];

    /// <summary>All heads, in the order in which shapes are tried.</summary>
    public static IReadOnlyList<HeadDefinition> All { get; } = [.. Entries.Select(e => e.Head)];

    /// <summary>Chooses the head of a network; null where none is asked for and none fits (the class then has no Detect).</summary>
    /// <exception cref="YoloGenException">YG0501 to YG0503: an option or the metadata asks for what the network cannot give.</exception>
    public static HeadSelection? Select(ModelSignature signature, HeadOptions? options = null)
    {
        options ??= HeadOptions.None;
        var metadata = new HeadMetadata(signature.Metadata);
        string? id = options.Head ?? metadata.Head;
        if (id == "none")
            return null;
        if (!signature.IsPhotoInput)
        {
            return id is null
                ? null
                : throw new YoloGenException(DiagnosticCodes.HeadDoesNotFit, $"head '{id}' needs one input [1, 3, H, W] or [1, H, W, 3]; the network's is [{string.Join(", ", signature.InputDims)}]");
        }
        Entry? entry = id is null ? Array.Find(Entries, e => e.LooksLike(signature)) : Find(id);
        if (entry is null)
            return null;
        HeadMatch? match = entry.Match(signature, options.Anchors ?? metadata.Anchors);
        if (match is null)
        {
            string shapes = string.Join(", ", signature.Outputs.Select(o => $"[{string.Join(", ", o.Dims)}]"));
            throw new YoloGenException(DiagnosticCodes.HeadDoesNotFit, $"head '{entry.Head.Id}' ({entry.Head.Description}) does not fit outputs {shapes}; choose another with --head ({Ids}), or --head none");
        }
        if (id is null && Contradiction(metadata, options, match) is { } contradiction)
        {
            throw new YoloGenException(
                DiagnosticCodes.HeadDoesNotFit,
                $"the shapes of the outputs are those of head '{entry.Head.Id}' with {match.Classes} {(match.Classes == 1 ? "class" : "classes")}, but {contradiction}; --head none compiles the network without Detect, --head {entry.Head.Id} decodes it all the same");
        }

        return new HeadResolver(signature, options, metadata, entry.Head, match, chosen: id is not null).Resolve();
    }

    /// <summary>What the metadata says against a head that only shapes speak for, or null: shapes of poses and masks look like those of many classes.</summary>
    private static string? Contradiction(HeadMetadata metadata, HeadOptions options, HeadMatch match)
        => metadata.Task is { } task && !task.Equals("detect", StringComparison.OrdinalIgnoreCase) ? $"the metadata says that its task is '{Printable(task)}', for which there is no head"
            : options.Classes is null && metadata.Names is { Count: > 0 } names && names.Count != match.Classes ? $"the metadata names {names.Count}"
            : null;

    /// <summary>A model's word, short and printable.</summary>
    private static string Printable(string text) => new([.. text.Take(40).Select(c => c is >= ' ' and <= '~' ? c : '?')]);

    private static string Ids => string.Join(", ", Entries.Select(e => e.Head.Id));

    private static Entry Find(string id)
        => Array.Find(Entries, e => e.Head.Id == id)
            ?? throw new YoloGenException(DiagnosticCodes.UnknownHead, $"there is no head '{id}'{(Nearest.Of(id, Entries.Select(e => e.Head.Id).Append("none")) is { } near ? $"; did you mean '{near}'?" : ";")} known are {Ids}, none");
}
