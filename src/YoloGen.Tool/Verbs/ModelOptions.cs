using System.CommandLine;
using System.Globalization;
using YoloGen.Compiler;
using YoloGen.Compiler.Heads;

namespace YoloGen.Tool.Verbs;

/// <summary>Options that every verb with a model shares.</summary>
internal sealed class ModelOptions
{
    private readonly Option<string?> head = new("--head") { Description = "How outputs become boxes: " + string.Join(", ", HeadCatalog.All.Select(h => h.Id)) + ", or none. Default: from the model." };
    private readonly Option<string?> classes = new("--classes") { Description = "Class names, separated by commas." };
    private readonly Option<string[]> shape = new("--shape") { Description = "Shape of an input with free dimensions: NAME=1,3,416,416. May be repeated." };
    private readonly Option<string?> input = new("--input") { Description = "Colour order of the network's channels: rgb or bgr." };
    private readonly Option<string?> mean = new("--mean") { Description = "Subtracted from each byte: one number or three." };
    private readonly Option<string?> scale = new("--scale") { Description = "Factor applied then: one number or three, such as 1/255." };
    private readonly Option<string?> resize = new("--resize") { Description = "letterbox or stretch." };
    private readonly Option<string?> anchors = new("--anchors") { Description = "Anchors in input pixels: w,h,w,h,...;w,h,... finest stride first." };
    private readonly Option<float?> score = new("--score") { Description = "Least score of a box, 0 to 1." };
    private readonly Option<float?> iou = new("--iou") { Description = "Overlap above which two boxes of a class are one, 0 to 1." };

    /// <summary>The model file.</summary>
    public Argument<string> Model { get; } = new("MODEL") { Description = "The ONNX file." };

    /// <summary>Adds the argument and all options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(Model);
        foreach (Option option in new Option[] { head, classes, shape, input, mean, scale, resize, anchors, score, iou })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The options as the compiler takes them.</summary>
    public CompileOptions Read(ParseResult parsed) => new()
    {
        Shapes = parsed.GetValue(shape)?.Select(ParseShape).ToDictionary(p => p.Name, p => p.Dims, StringComparer.Ordinal) ?? [],
        Head = new HeadOptions
        {
            Head = parsed.GetValue(head),
            Classes = parsed.GetValue(classes)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            Bgr = Choice("--input", parsed.GetValue(input), ("rgb", false), ("bgr", true)),
            Mean = Numbers("--mean", parsed.GetValue(mean)),
            Scale = Numbers("--scale", parsed.GetValue(scale)),
            Resize = Choice("--resize", parsed.GetValue(resize), ("letterbox", ResizeMode.Letterbox), ("stretch", ResizeMode.Stretch)),
            Anchors = parsed.GetValue(anchors),
            ScoreThreshold = parsed.GetValue(score),
            IouThreshold = parsed.GetValue(iou),
        },
    };

    private static (string Name, IReadOnlyList<int> Dims) ParseShape(string text)
    {
        int at = text.LastIndexOf('=');
        if (at > 0)
        {
            string[] parts = text[(at + 1)..].Split([',', 'x'], StringSplitOptions.TrimEntries);
            int[] dims = [.. parts.Select(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out int d) && d > 0 ? d : 0)];
            if (dims.All(d => d > 0))
            {
                return (text[..at], dims);
            }
        }

        throw new UsageException($"--shape takes NAME=1,3,416,416, not '{text}'");
    }

    private static T? Choice<T>(string option, string? text, params ReadOnlySpan<(string Word, T Value)> choices)
        where T : struct
    {
        if (text is null)
        {
            return null;
        }

        foreach ((string word, T value) in choices)
        {
            if (string.Equals(word, text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        throw new UsageException($"{option} takes {choices[0].Word} or {choices[1].Word}, not '{text}'");
    }

    private static float[]? Numbers(string option, string? text)
    {
        if (text is null)
        {
            return null;
        }

        var values = new List<float>();
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            // 1/255 is how these factors are written in most training code.
            string[] fraction = part.Split('/');
            if (fraction.Length > 2 || !fraction.All(f => float.TryParse(f, NumberStyles.Float, CultureInfo.InvariantCulture, out _)))
            {
                throw new UsageException($"{option} takes one number or three separated by commas, not '{text}'");
            }

            float[] terms = [.. fraction.Select(f => float.Parse(f, NumberStyles.Float, CultureInfo.InvariantCulture))];
            values.Add(terms.Length == 2 ? terms[0] / terms[1] : terms[0]);
        }

        return [.. values];
    }
}
