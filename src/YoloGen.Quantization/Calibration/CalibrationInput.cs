using YoloGen.Compiler;
using YoloGen.Compiler.Graph;
using YoloGen.Detection;
using YoloGen.Diagnostics;
using YoloGen.Vision;

namespace YoloGen.Quantization.Calibration;

/// <summary>Photos as the network's input, by the head's rules; a network without a known head gets RGB bytes divided by 255 unless options say otherwise.</summary>
internal sealed class CalibrationInput
{
    private readonly PhotoPipeline _pipeline;

    private CalibrationInput(HeadSelection head)
    {
        _pipeline = new PhotoPipeline(head);
        Head = head;
        Assumptions = head.Assumptions;
    }

    public IReadOnlyList<string> Assumptions { get; }

    public static CalibrationInput Of(NetworkGraph graph, HeadOptions options)
    {
        if (GraphSignature.Of(graph) is not { IsPhotoInput: true } signature || graph.Inputs[0].Type != ElementType.Float32)
        {
            throw new YoloGenException(
                DiagnosticCodes.NoCalibration,
                $"photos do not fit the network's inputs ({string.Join(", ", graph.Inputs)}); calibration needs one float input [1, 3, H, W] or [1, H, W, 3]");
        }

        return new CalibrationInput(Chosen(signature, options) ?? WithoutHead(signature, options));
    }

    /// <summary>What is known of the head; its no steps of decoding where none is.</summary>
    public HeadSelection Head { get; }

    /// <summary>The network's input for a photo.</summary>
    public float[] Fill(Photo photo)
    {
        var input = new float[_pipeline.InputLength];
        _pipeline.Fill(photo, input);
        return input;
    }

    /// <summary>Which of several heads it is does not matter here, unless one was named.</summary>
    private static HeadSelection? Chosen(ModelSignature signature, HeadOptions options)
    {
        try
        {
            return HeadCatalog.Select(signature, options);
        }
        catch (YoloGenException exception) when (options.Head is null && exception.Diagnostics.All(d => d.Code == DiagnosticCodes.AmbiguousHead))
        {
            return null;
        }
    }

    private static HeadSelection WithoutHead(ModelSignature signature, HeadOptions options)
    {
        var plain = new HeadDefinition("none", "no decoding", "any");
        return new HeadSelection
        {
            Head = plain,
            Steps = [],
            ClassNames = [],
            InputWidth = signature.Width,
            InputHeight = signature.Height,
            InputChannelsLast = signature.ChannelsLast,
            Bgr = options.Bgr ?? plain.Bgr,
            Mean = Triple(options.Mean, plain.Mean),
            Scale = Triple(options.Scale, plain.Scale),
            Resize = options.Resize ?? plain.Resize,
            ScoreThreshold = plain.ScoreThreshold,
            IouThreshold = plain.IouThreshold,
            CandidateCapacity = 1,
            Assumptions = ["no head is known for this network: photos as RGB divided by 255, letterboxed, unless --input, --mean, --scale or --resize say otherwise"],
        };
    }

    private static float[] Triple(IReadOnlyList<float>? asked, IReadOnlyList<float> otherwise) => asked switch
    {
        null => [otherwise[0], otherwise[0], otherwise[0]],
        { Count: 1 or 3 } when asked.All(float.IsFinite) => asked.Count == 3 ? [.. asked] : [asked[0], asked[0], asked[0]],
        _ => throw new YoloGenException(DiagnosticCodes.BadHeadOption, "--mean and --scale take one finite number or three, separated by commas"),
    };
}
