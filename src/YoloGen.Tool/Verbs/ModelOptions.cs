using System.CommandLine;
using YoloGen.Compiler;
using YoloGen.Detection;

namespace YoloGen.Tool.Verbs;

/// <summary>Options that every verb with a model shares.</summary>
internal sealed class ModelOptions
{
    private readonly Option<string?> head = new("--head") { Description = "How outputs become boxes: " + string.Join(", ", HeadCatalog.All.Select(h => h.Id)) + ", or none. Default: from the model." };
    private readonly Option<string?> classes = new("--classes") { Description = "Class names, separated by commas." };
    private readonly Option<string[]> shape = new("--shape") { Description = "Shape of an input with free dimensions: NAME=1,3,416,416. May be repeated." };
    private readonly Option<string?> imageSize = new("--imgsz") { Description = "Size of the input where the file leaves it free: one number, or height,width." };
    private readonly Option<string[]> inputDim = new("--input-dim") { Description = "Value of a free dimension by its name in the file: NAME=640. May be repeated." };
    private readonly Option<string?> input = new("--input") { Description = "Colour order of the network's channels: rgb or bgr." };
    private readonly Option<string?> mean = new("--mean") { Description = "Subtracted from each byte: one number or three." };
    private readonly Option<string?> scale = new("--scale") { Description = "Factor applied then: one number or three, such as 1/255." };
    private readonly Option<string?> resize = new("--resize") { Description = "letterbox or stretch." };
    private readonly Option<string?> anchors = new("--anchors") { Description = "Anchors in input pixels: w,h,w,h,...;w,h,... finest stride first." };
    private readonly Option<float?> score = new("--score") { Description = "Least score of a box, 0 to 1." };
    private readonly Option<float?> iou = new("--iou") { Description = "Overlap above which two boxes of a class are one, 0 to 1." };
    private readonly Option<string[]> kernel = new("--kernel") { Description = "Kernel of a layer: LAYER=NAME, by the layer's number, its name, or * for all. May be repeated. Default: what costs least." };

    /// <summary>The model file.</summary>
    public Argument<string> Model { get; } = new("MODEL") { Description = "The ONNX file." };

    /// <summary>Adds the argument and all options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(Model);
        foreach (Option option in new Option[] { head, classes, shape, imageSize, inputDim, input, mean, scale, resize, anchors, score, iou, kernel })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The options as the compiler takes them.</summary>
    public CompileOptions Read(ParseResult parsed) => new()
    {
        Shapes = ShapesOf(parsed),
        Kernels = parsed.GetValue(kernel) ?? [],
        Head = new HeadOptions
        {
            Head = parsed.GetValue(head),
            Classes = parsed.GetValue(classes) is { } names ? OptionText.Words(names) : null,
            Bgr = parsed.GetValue(input) is not { } order ? null : OptionText.TryColours(order, out bool bgr) ? bgr : throw Wrong("--input", "rgb or bgr", order),
            Mean = Numbers("--mean", parsed.GetValue(mean)),
            Scale = Numbers("--scale", parsed.GetValue(scale)),
            Resize = parsed.GetValue(resize) is not { } way ? null : OptionText.TryResize(way, out ResizeMode mode) ? mode : throw Wrong("--resize", "letterbox or stretch", way),
            Anchors = parsed.GetValue(anchors),
            ScoreThreshold = parsed.GetValue(score),
            IouThreshold = parsed.GetValue(iou),
        },
    };

    /// <summary>--shape comes before --imgsz and --input-dim, which need the file to know which input they mean.</summary>
    private Dictionary<string, IReadOnlyList<int>> ShapesOf(ParseResult parsed)
    {
        string? size = parsed.GetValue(imageSize);
        (string Name, IReadOnlyList<int> Dims)[] pinned = [.. (parsed.GetValue(inputDim) ?? []).Select(t => OptionText.TryShape(t, out string name, out IReadOnlyList<int> dims) && dims.Count == 1 ? (name, dims) : throw Wrong("--input-dim", "NAME=640", t))];
        Dictionary<string, IReadOnlyList<int>> shapes = [];
        if (size is not null || pinned.Length > 0)
        {
            (int, int)? both = size is null ? null : OptionText.TrySize(size, out int height, out int width) ? (height, width) : throw Wrong("--imgsz", "one number, or height,width", size);
            shapes = new(InputShapes.Of(parsed.GetValue(Model)!, both, pinned.GroupBy(p => p.Name).ToDictionary(g => g.Key, g => g.Last().Dims[0])));
        }

        foreach ((string name, IReadOnlyList<int> dims) in parsed.GetValue(shape)?.Select(ParseShape) ?? [])
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
