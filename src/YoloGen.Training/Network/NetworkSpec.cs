using System.Text.Json;
using System.Text.Json.Nodes;
using YoloGen.Diagnostics;

namespace YoloGen.Training.Network;

/// <summary>Everything that fixes the network's shape and the meaning of its outputs.</summary>
internal sealed record NetworkSpec
{
    /// <summary>Class names, in the order of their scores.</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>Which network.</summary>
    public NetworkFamily Family { get; init; }

    /// <summary>Input width in pixels, a multiple of 32.</summary>
    public int Width { get; init; } = 416;

    /// <summary>Input height in pixels, a multiple of 32.</summary>
    public int Height { get; init; } = 416;

    /// <summary>Channel counts.</summary>
    public NetworkChannels Channels { get; init; } = NetworkChannels.Paper;

    /// <summary>What follows the convolutions of the residual and attention blocks.</summary>
    public BlockStyle Blocks { get; init; } = BlockStyle.Linear;

    /// <summary>Widths and heights in input pixels, as many for each scale, the coarsest scale first (of the paper's network three for each).</summary>
    public IReadOnlyList<(float Width, float Height)> Anchors { get; init; } = DefaultAnchors;

    /// <summary>Box centres are <c>(cell + scale * sigmoid(t) - (scale - 1) / 2) * stride</c>; 1 in the paper.</summary>
    public float CenterScale { get; init; } = 1;

    /// <summary>Whether it computes as its INT8 form does (<see cref="Quantization.FakeQuantization"/>), with a trained range for each activation.</summary>
    public bool Quantized { get; init; }

    /// <summary>Anchors for a network that sees no data (parameter counts, random exports): those of YOLOv4-tiny.</summary>
    public static IReadOnlyList<(float, float)> DefaultAnchors { get; } = [(81, 82), (135, 169), (344, 319), (23, 27), (37, 58), (81, 82)];

    /// <summary>Anchors of the pyramid: one a scale, from which its boxes are factors; no object is bound to a scale by them.</summary>
    public static IReadOnlyList<(float, float)> PyramidAnchors { get; } = [(144, 144), (48, 48), (16, 16)];

    /// <summary>How far the pyramid's centres reach: two cells to each side of the cell's own centre.</summary>
    public const float PyramidCenterScale = 4;

    /// <summary>Input pixels for a cell of each output, the coarsest first.</summary>
    public IReadOnlyList<int> Strides => Family == NetworkFamily.Pyramid ? PyramidLayers.Outputs : PaperStrides;

    /// <summary>Boxes that a cell of an output predicts.</summary>
    public int AnchorsPerCell => Anchors.Count / Strides.Count;

    private static readonly int[] PaperStrides = [32, 16];

    /// <summary>Values for one anchor: objectness, x, y, w, h and a score for each class.</summary>
    public int ValuesPerAnchor => 5 + ClassNames.Count;

    /// <summary>Output channels of each scale.</summary>
    public int OutputChannels => AnchorsPerCell * ValuesPerAnchor;

    /// <summary>Values of a scale's output for one photo.</summary>
    public int OutputLength(int scale) => OutputChannels * (Width / Strides[scale]) * (Height / Strides[scale]);

    /// <summary>Channels of a group of <see cref="NetworkChannels"/>, or of "image" and "outputs".</summary>
    public int CountOf(string group) => group switch
    {
        "image" => 3,
        "outputs" => OutputChannels,
        "mean+max" => 2,
        "gate" => 1,
        _ => Channels[group],
    };

    /// <summary>The spec as JSON, for checkpoints.</summary>
    public string ToJson() => new JsonObject
    {
        ["classes"] = new JsonArray([.. ClassNames.Select(n => JsonValue.Create(n))]),
        ["width"] = Width,
        ["height"] = Height,
        ["family"] = Family.ToString(),
        ["channels"] = new JsonObject(Channels.Groups.Select(g => KeyValuePair.Create(g, (JsonNode?)Channels[g]))),
        ["blocks"] = Blocks.ToString(),
        ["anchors"] = new JsonArray([.. Anchors.Select(a => new JsonArray(a.Width, a.Height))]),
        ["centerScale"] = CenterScale,
        ["quantized"] = Quantized,
    }.ToJsonString();

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="YoloGenException">The text is not such a spec.</exception>
    public static NetworkSpec FromJson(string text, string file)
    {
        try
        {
            JsonNode node = JsonNode.Parse(text)!;
            NetworkFamily family = node["family"] is { } name ? Enum.Parse<NetworkFamily>((string)name!) : NetworkFamily.Paper;
            return new NetworkSpec
            {
                Family = family,
                ClassNames = [.. node["classes"]!.AsArray().Select(n => (string)n!)],
                Width = (int)node["width"]!,
                Height = (int)node["height"]!,
                Channels = NetworkChannels.Of(family).With(node["channels"]!.AsObject().Select(p => KeyValuePair.Create(p.Key, (int)p.Value!))),
                Blocks = Enum.Parse<BlockStyle>((string)node["blocks"]!),
                Anchors = [.. node["anchors"]!.AsArray().Select(a => ((float)a![0]!, (float)a[1]!))],
                CenterScale = (float)node["centerScale"]!,
                Quantized = node["quantized"] is { } quantized && (bool)quantized,
            };
        }
        catch (Exception exception) when (exception is JsonException or NullReferenceException or InvalidOperationException or FormatException
            or ArgumentException or OverflowException)
        {
            throw new YoloGenException(DiagnosticCodes.BadCheckpoint, $"the network description is not valid ({exception.Message}); use a checkpoint written by this version", file);
        }
    }
}
