using System.Globalization;
using YoloGen.Compiler.Graph;
using YoloGen.Detection;
using YoloGen.Diagnostics;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Import;

/// <summary>Gives every graph input a static shape: from the file, from the options, and 1 for a free batch.</summary>
internal static class InputImport
{
    public static IReadOnlyList<Tensor> Run(ImportState state, Scope scope, ImportOptions options)
    {
        OnnxValueInfo[] inputs = [.. state.Model.Graph.Inputs.Where(i => !scope.HasInitializer(i.Name))];
        foreach (string name in options.Shapes.Keys.Order(StringComparer.Ordinal))
        {
            if (!inputs.Any(i => i.Name == name))
            {
                throw new YoloGenException(
                    DiagnosticCodes.BadShape, $"--shape names '{name}', which is no input of the model; its inputs are {Describe(inputs)}");
            }
        }

        var free = new List<OnnxValueInfo>();
        var tensors = new List<Tensor>();
        foreach (OnnxValueInfo input in inputs)
        {
            ElementType type = TypeOf(input);
            if (ShapeOf(input, options, state.Model.Metadata) is not { } shape)
            {
                free.Add(input);
                continue;
            }

            Dimensions.CheckRank(shape, $"the input '{input.Name}'");
            var tensor = new Tensor(state.NameOf(input.Name), type, shape);
            tensors.Add(tensor);
            if (!scope.TryBind(input.Name, tensor))
            {
                throw new YoloGenException(DiagnosticCodes.BadGraph, $"the input '{input.Name}' is declared twice");
            }
        }

        return free.Count == 0 ? tensors : throw new YoloGenException(
            DiagnosticCodes.FreeDimension,
            $"the model does not fix the shape of {Describe(free)}; give it, for example --shape \"{free[0].Name}={Example(free[0])}\"");
    }

    private static ElementType TypeOf(OnnxValueInfo input)
    {
        if (input.Kind != "tensor")
        {
            throw new YoloGenException(DiagnosticCodes.UnsupportedType, $"the input '{input.Name}' is a {input.Kind}; only tensors are supported");
        }

        return input.Type != OnnxDataType.Double && ElementTypeMap.Of(input.Type) is { } type ? type : throw new YoloGenException(
            DiagnosticCodes.UnsupportedType,
            $"the input '{input.Name}' has type {input.Type.NameOf()}; inputs may be float, float16, uint8, int8, int32, int64 or bool, export the model with one of these");
    }

    private static Shape? ShapeOf(OnnxValueInfo input, ImportOptions options, IReadOnlyDictionary<string, string> metadata)
    {
        if (options.Shapes.TryGetValue(input.Name, out IReadOnlyList<int>? given))
        {
            Check(input, given);
            return new Shape([.. given]);
        }

        if (input.Dims is not { } declared)
        {
            return null;
        }

        var dims = new long[declared.Count];
        for (int i = 0; i < dims.Length; i++)
        {
            // One photo at a time: a free batch is 1. A free height or width is what the exporter meant.
            if (declared[i].Value is not { } value)
            {
                if (i > 0 || dims.Length < 2)
                {
                    if (StatedSize(metadata, declared, i) is not { } stated)
                    {
                        return null;
                    }

                    value = stated;
                }
                else
                {
                    value = 1;
                }
            }

            dims[i] = value;
        }

        return Dimensions.Check(dims, $"the input '{input.Name}'");
    }

    /// <summary>The height or width of a photo's input [N, 3, H, W] or [N, H, W, 3], from imgsz in the metadata.</summary>
    private static int? StatedSize(IReadOnlyDictionary<string, string> metadata, IReadOnlyList<OnnxDim> dims, int axis)
    {
        int rows = dims.Count != 4 ? 0 : dims[1].Value == 3 ? 2 : dims[3].Value == 3 ? 1 : 0;
        return rows == 0 || (axis != rows && axis != rows + 1) || !metadata.TryGetValue("imgsz", out string? text) || MetadataText.ImageSize(text) is not (int height, int width)
            ? null
            : axis == rows ? height : width;
    }

    private static void Check(OnnxValueInfo input, IReadOnlyList<int> given)
    {
        bool fits = input.Dims is null || input.Dims.Count == given.Count;
        for (int i = 0; fits && i < given.Count; i++)
        {
            fits = given[i] > 0 && (input.Dims is null || input.Dims[i].Value is null || input.Dims[i].Value == given[i]);
        }

        if (!fits)
        {
            throw new YoloGenException(
                DiagnosticCodes.BadShape,
                $"--shape gives '{input.Name}' the shape {string.Join(',', given)}, which does not fit {Describe([input])}; only free dimensions can be chosen, others take another export");
        }

        Dimensions.Check([.. given.Select(d => (long)d)], $"the input '{input.Name}'");
    }

    private static string Describe(IEnumerable<OnnxValueInfo> inputs)
        => string.Join(", ", inputs.Select(i => $"'{i.Name}' [{(i.Dims is null ? "any rank" : string.Join(',', i.Dims))}]"));

    private static string Example(OnnxValueInfo input)
    {
        string[] image = ["1", "3", "416", "416"];
        return input.Dims is null || input.Dims.Count == 0
            ? string.Join(',', image)
            : string.Join(',', input.Dims.Select((d, i) => d.Value?.ToString(CultureInfo.InvariantCulture) ?? (input.Dims.Count == 4 ? image[i] : "1")));
    }
}
