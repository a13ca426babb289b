using System.Globalization;
using YoloGen.Diagnostics;
using YoloGen.Onnx;

namespace YoloGen.Compiler;

/// <summary>Shapes of inputs from what users know of them: the size of a photo, or the value of a dimension that has a name.</summary>
public static class InputShapes
{
    /// <summary>The shapes of those inputs whose free dimensions are all known then; a free batch is 1.</summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="imageSize">Height and width of photos, for inputs [N, 3, H, W] and [N, H, W, 3]; null where they were not given.</param>
    /// <param name="dimensions">Values of free dimensions by their names in the file.</param>
    /// <exception cref="YoloGenException">YG0203: the model has no such dimension, or its size is fixed at another.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<int>> Of(string path, (int Height, int Width)? imageSize, IReadOnlyDictionary<string, int> dimensions)
    {
        ArgumentNullException.ThrowIfNull(dimensions);
        OnnxModel model = OnnxReader.Read(path);
        var initializers = model.Graph.Initializers.Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        OnnxValueInfo[] inputs = [.. model.Graph.Inputs.Where(i => i.Dims is not null && !initializers.Contains(i.Name))];
        string[] known = [.. inputs.SelectMany(i => i.Dims!).Select(d => d.Value is null ? d.Symbol : null).OfType<string>().Where(s => s.Length > 0).Distinct().Order(StringComparer.Ordinal)];
        if (dimensions.Keys.FirstOrDefault(d => !known.Contains(d)) is { } unknown)
        {
            string names = known.Length == 0 ? "none of its dimensions has a name" : "its free dimensions are " + string.Join(", ", known.Select(k => $"'{k}'"));
            throw new YoloGenException(DiagnosticCodes.BadShape, $"--input-dim names '{unknown}', which no input of the model has; {names}", path);
        }

        var shapes = new Dictionary<string, IReadOnlyList<int>>(StringComparer.Ordinal);
        foreach (OnnxValueInfo input in inputs)
        {
            long?[] dims = [.. input.Dims!.Select(d => d.Value ?? (d.Symbol is { } s && dimensions.TryGetValue(s, out int value) ? value : null))];
            if (imageSize is (int height, int width))
            {
                Pin(path, input, dims, height, width);
            }

            if (dims.Length > 1)
            {
                dims[0] ??= 1;
            }

            if (dims.All(d => d is > 0 and <= int.MaxValue) && input.Dims!.Any(d => d.Value is null))
            {
                shapes[input.Name] = [.. dims.Select(d => (int)d!)];
            }
        }

        return shapes;
    }

    private static void Pin(string path, OnnxValueInfo input, long?[] dims, int height, int width)
    {
        int rows = dims.Length != 4 ? 0 : dims[1] == 3 ? 2 : dims[3] == 3 ? 1 : 0;
        if (rows == 0)
        {
            return;
        }

        if ((dims[rows] ?? height) != height || (dims[rows + 1] ?? width) != width)
        {
            string size = string.Create(CultureInfo.InvariantCulture, $"{dims[rows + 1]?.ToString(CultureInfo.InvariantCulture) ?? "?"} x {dims[rows]?.ToString(CultureInfo.InvariantCulture) ?? "?"}");
            throw new YoloGenException(DiagnosticCodes.BadShape, $"--imgsz asks for photos of {width} x {height}, the input '{input.Name}' has {size} (width x height) in the file; export the model for another size, or with a free one", path);
        }

        (dims[rows], dims[rows + 1]) = (height, width);
    }
}
