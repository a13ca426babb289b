using YoloGen.Detection.Heads;
using YoloGen.Diagnostics;

namespace YoloGen.Detection;

/// <summary>
/// The table of heads, and the choice of one for a network by evidence: what the user says, what the metadata says, what the graph does
/// behind the last layers, and shapes that agree in every number. Everything assumed on the way is listed for the tool to print.
/// </summary>
public static class HeadCatalog
{
    /// <summary>Most candidates that are kept before suppression.</summary>
    public const int MaxCandidates = 8192;

    private static readonly Head[] Heads =
    [
        new CutHead(),
        new BoxesHead(),
        new BoxesPlainHead(),
        new YoloxRowsHead(),
        new Yolov5RowsHead(),
        new Yolov5FaceRowsHead(),
        new Yolov8ColumnsHead(),
        new Yolov8PoseColumnsHead(),
        new Yolov8SegmentHead(),
        new Yolov8OrientedColumnsHead(),
        new EndToEndRowsHead(),
        new EndToEndPoseRowsHead(),
        new EndToEndOrientedRowsHead(),
        new ClassifierHead(),
        new FastestDetMapHead(),
        new YoloFastestMapsHead(),
        new NanoDetHead(),
        new PicoDetHead(),
        new RtmDetHead(),
        new CenterNetMapsHead(),
        new UltraFaceRawHead(),
        new SsdPriorsHead(),
        new RetinaFaceHead(),
        new ScrfdHead(),
        new YunetOutputsHead(),
        new BlazeFaceRowsHead(),
        new Yolov5MapsHead(),
        new DarknetHead(),
        new PaperHead(),
    ];

    /// <summary>All heads.</summary>
    public static IReadOnlyList<HeadDefinition> All { get; } = [.. Heads.Select(h => h.Definition)];

    /// <summary>Chooses a head; null when the outputs are those of none, or when <c>none</c> was asked for.</summary>
    /// <param name="signature">Shapes, metadata, and what the graph does to the outputs.</param>
    /// <param name="options">What the user asked for; defaults if null.</param>
    /// <exception cref="YoloGenException">A head was asked for that does not exist or does not fit, several fit equally well, or an option makes no sense.</exception>
    public static HeadSelection? Select(ModelSignature signature, HeadOptions? options = null)
    {
        options ??= HeadOptions.None;
        var metadata = new HeadMetadata(signature.Metadata);
        string? id = options.Head ?? metadata.Head;
        if (id == "none")
        {
            return null;
        }

        if (!signature.IsPhotoInput)
        {
            return id is null
                ? null
                : throw new YoloGenException(DiagnosticCodes.HeadDoesNotFit, $"head '{id}' needs one input [1, 3, H, W] or [1, H, W, 3]; the network's is [{string.Join(", ", signature.InputDims)}]");
        }

        var question = new HeadQuestion(signature, metadata, options.Anchors ?? metadata.Anchors, options.Classes?.Count ?? metadata.Names?.Count, IsForced: id is not null);
        (Head head, HeadMatch match)? choice = id is null ? HeadChoice.ByEvidence(Heads, question, namedByUser: options.Classes is not null) : Forced(Find(id), question);
        return choice is (var chosen, var found) ? new HeadResolver(signature, options, metadata, chosen.Definition, found, forced: id is not null).Resolve() : null;
    }

    /// <summary>For each head what speaks for it or against it, a line each, for people who wonder about a choice.</summary>
    /// <param name="signature">Shapes, metadata, and what the graph does to the outputs.</param>
    /// <param name="options">What the user asked for; defaults if null.</param>
    public static IReadOnlyList<string> Reasons(ModelSignature signature, HeadOptions? options = null)
    {
        var metadata = new HeadMetadata(signature.Metadata);
        var question = new HeadQuestion(signature, metadata, options?.Anchors ?? metadata.Anchors, options?.Classes?.Count ?? metadata.Names?.Count);
        return signature.IsPhotoInput
            ? [.. Heads.Select(h => (h.Definition.Id, Answer: h.Match(question))).Select(a => $"{a.Id}: {(a.Answer.Match is { } match ? "fits: " + string.Join("; ", match.Evidence) : a.Answer.Against)}")]
            : [];
    }

    private static (Head Head, HeadMatch Match) Forced(Head head, HeadQuestion question)
    {
        HeadAnswer answer = head.Match(question);
        return answer.Match is { } match
            ? (head, match)
            : throw new YoloGenException(
                DiagnosticCodes.HeadDoesNotFit,
                $"head '{head.Definition.Id}' ({head.Definition.Description}) does not fit outputs {HeadChoice.Shapes(question)}: {answer.Against}; choose another with --head ({Ids}), or --head none");
    }

    private static string Ids => string.Join(", ", Heads.Select(h => h.Definition.Id));

    private static Head Find(string id)
        => Array.Find(Heads, h => h.Definition.Id == id)
            ?? throw new YoloGenException(DiagnosticCodes.UnknownHead, $"there is no head '{id}'{(Nearest.Of(id, Heads.Select(h => h.Definition.Id).Append("none")) is { } near ? $"; did you mean '{near}'?" : ";")} known are {Ids}, none");
}
