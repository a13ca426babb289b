using System.CommandLine;
using YoloGen.Compiler;
using YoloGen.Detection;

namespace YoloGen.Tool.Verbs;

/// <summary>Options that every verb with a model shares.</summary>
internal sealed class ModelOptions
{
    private readonly Option<string?> _head = new("--head") { Description = "How outputs become boxes: " + string.Join(", ", HeadCatalog.All.Select(h => h.Id)) + ", or none. Default: from the model." };
    private readonly Option<string?> _classes = new("--classes") { Description = "Class names, separated by commas." };
    private readonly Option<string[]> _shape = new("--shape") { Description = "Shape of an input with free dimensions: NAME=1,3,416,416. May be repeated." };
    private readonly Option<string?> _imageSize = new("--imgsz") { Description = "Size of the input where the file leaves it free: one number, or height,width." };
    private readonly Option<string[]> _inputDim = new("--input-dim") { Description = "Value of a free dimension by its name in the file: NAME=640. May be repeated." };
    private readonly Option<string?> _input = new("--input") { Description = "Colour order of the network's channels: rgb or bgr." };
    private readonly Option<string?> _mean = new("--mean") { Description = "Subtracted from each byte: one number or three." };
    private readonly Option<string?> _scale = new("--scale") { Description = "Factor applied then: one number or three, such as 1/255." };
    private readonly Option<string?> _resize = new("--resize") { Description = "letterbox or stretch." };
    private readonly Option<string?> _anchors = new("--anchors") { Description = "Anchors in input pixels: w,h,w,h,...;w,h,... finest stride first." };
    private readonly Option<float?> _score = new("--score") { Description = "Least score of a box, 0 to 1." };
    private readonly Option<float?> _iou = new("--iou") { Description = "Overlap above which two boxes of a class are one, 0 to 1." };
    private readonly Option<string[]> _kernel = new("--kernel") { Description = "Kernel of a layer: LAYER=NAME, by the layer's number, its name, or * for all. May be repeated. Default: what costs least." };

    /// <summary>The model file.</summary>
    public Argument<string> Model { get; } = new("MODEL") { Description = "The ONNX file." };

    /// <summary>Adds the argument and all options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(Model);
        foreach (Option option in new Option[] { _head, _classes, _shape, _imageSize, _inputDim, _input, _mean, _scale, _resize, _anchors, _score, _iou, _kernel })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The options as the compiler takes them.</summary>
    public CompileOptions Read(ParseResult parsed) => new()
    {
        Shapes = ShapesOf(parsed),
        Kernels = parsed.GetValue(_kernel) ?? [],
        Head = new HeadOptions
        {
            Head = parsed.GetValue(_head),
            Classes = parsed.GetValue(_classes) is { } names ? OptionText.Words(names) : null,
            Bgr = parsed.GetValue(_input) is not { } order ? null : OptionText.TryColours(order, out bool bgr) ? bgr : throw Wrong("--input", "rgb or bgr", order),
            Mean = Numbers("--mean", parsed.GetValue(_mean)),
            Scale = Numbers("--scale", parsed.GetValue(_scale)),
            Resize = parsed.GetValue(_resize) is not { } way ? null : OptionText.TryResize(way, out ResizeMode mode) ? mode : throw Wrong("--resize", "letterbox or stretch", way),
            Anchors = parsed.GetValue(_anchors),
            ScoreThreshold = parsed.GetValue(_score),
            IouThreshold = parsed.GetValue(_iou),
        },
    };

    /// <summary>--shape comes before --imgsz and --input-dim, which need the file to know which input they mean.</summary>
    private Dictionary<string, IReadOnlyList<int>> ShapesOf(ParseResult parsed)
    {
        string? size = parsed.GetValue(_imageSize);
        (string Name, IReadOnlyList<int> Dims)[] pinned = [.. (parsed.GetValue(_inputDim) ?? []).Select(t => OptionText.TryShape(t, out string name, out IReadOnlyList<int> dims) && dims.Count == 1 ? (name, dims) : throw Wrong("--input-dim", "NAME=640", t))];
        Dictionary<string, IReadOnlyList<int>> shapes = [];
        if (size is not null || pinned.Length > 0)
        {
            (int, int)? both = size is null ? null : OptionText.TrySize(size, out int height, out int width) ? (height, width) : throw Wrong("--imgsz", "one number, or height,width", size);
            shapes = new(InputShapes.Of(parsed.GetValue(Model)!, both, pinned.GroupBy(p => p.Name).ToDictionary(g => g.Key, g => g.Last().Dims[0])));
        }

        foreach ((string name, IReadOnlyList<int> dims) in parsed.GetValue(_shape)?.Select(ParseShape) ?? [])
        {
            shapes[name] = dims;
        }

        return shapes;
    }

    private static (string Name, IReadOnlyList<int> Dims) ParseShape(string text)
        => OptionText.TryShape(text, out string name, out IReadOnlyList<int> dims) ? (name, dims) : throw Wrong("--shape", "NAME=1,3,416,416", text);

    private static float[]? Numbers(string option, string? text)
        => text is null ? null : OptionText.TryNumbers(text, out float[]? values) ? values : throw Wrong(option, "one number or three separated by commas", text);

    private static UsageException Wrong(string option, string takes, string text) => new($"{option} takes {takes}, not '{text}'");
}
