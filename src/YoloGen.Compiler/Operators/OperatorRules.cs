using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Import;

namespace YoloGen.Compiler.Operators;

/// <summary>Rules of types and shapes: what a node breaks, or null.</summary>
internal static class OperatorRules
{
    /// <summary>The tensor has this type.</summary>
    public static string? Type(Tensor tensor, ElementType type) => tensor.Type == type ? null : $"'{tensor.Name}' must be {type.ShortName()}";

    /// <summary>The tensor holds floats.</summary>
    public static string? Float(Tensor tensor) => Type(tensor, ElementType.Float32);

    /// <summary>All tensors hold floats.</summary>
    public static string? Float(Node node) => node.Inputs.OfType<Tensor>().Append(node.Outputs[0]).Select(Float).FirstOrDefault(r => r is not null);

    /// <summary>All inputs have the type of the output.</summary>
    public static string? Same(Node node) => node.Inputs.OfType<Tensor>().Select(i => Type(i, node.Outputs[0].Type)).FirstOrDefault(r => r is not null);

    /// <summary>These inputs hold bytes.</summary>
    public static string? Bytes(Node node, params ReadOnlySpan<int> inputs)
    {
        foreach (int i in inputs)
        {
            if (!node.Input(i).Type.IsQuantized())
            {
                return $"'{node.Input(i).Name}' must be u8 or s8";
            }
        }

        return null;
    }

    /// <summary>An input has the type of the parameters, which are valid.</summary>
    public static string? Params(Node node, int input, QuantParams p)
        => Type(node.Input(input), p.Type)
            ?? (p.Scales.Length == p.ZeroPoints.Length && p.Scales.All(s => float.IsFinite(s) && s > 0) ? null : "invalid quantization parameters")
            ?? (p.IsPerTensor || node.Input(input).Shape[p.Axis] == p.Scales.Length ? null : $"{p.Scales.Length} scales along axis {p.Axis}");

    /// <summary>The tensor has this shape.</summary>
    public static string? Shape(Tensor tensor, IEnumerable<int> dims)
        => tensor.Shape.Dims.SequenceEqual(dims) ? null : $"'{tensor.Name}' must have the shape {string.Join('x', dims)}";

    /// <summary>The output has the shape of the first input.</summary>
    public static string? SameShape(Node node) => Shape(node.Outputs[0], node.Input(0).Shape.Dims);

    /// <summary>Input and output have this rank.</summary>
    public static string? Rank(Node node, int rank)
        => node.Input(0).Shape.Rank == rank && node.Outputs[0].Shape.Rank == rank ? null : $"input and output must have {rank} dimensions";

    /// <summary>Channels are kept.</summary>
    public static string? Channels(Node node) => node.Input(0).Shape[1] == node.Outputs[0].Shape[1] ? null : "pooling keeps the channels";

    /// <summary>Weights, window, groups and output fit.</summary>
    public static string? Window(Node node, Window2D w, int group)
    {
        Shape x = node.Input(0).Shape, k = node.Input(1).Shape;
        if (x.Rank != 4 || k.Rank != 4 || k[2] != w.KernelH || k[3] != w.KernelW || k[1] * group != x[1] || k[0] % group != 0)
        {
            return "weights, window and groups do not fit";
        }

        int height = (x[2] + w.PadTop + w.PadBottom - (w.DilationH * (w.KernelH - 1)) - 1) / w.StrideH;
        int width = (x[3] + w.PadLeft + w.PadRight - (w.DilationW * (w.KernelW - 1)) - 1) / w.StrideW;
        return Shape(node.Outputs[0], [x[0], k[0], height + 1, width + 1]);
    }

    /// <summary>The output is the broadcast of both inputs.</summary>
    public static string? Broadcast(Node node)
        => Dimensions.Broadcast(node.Input(0).Shape.Dims.AsSpan(), node.Input(1).Shape.Dims.AsSpan()) is { } dims
            ? Shape(node.Outputs[0], dims.Select(d => (int)d))
            : "the shapes do not broadcast";

    /// <summary>The types of a function of two elements.</summary>
    public static string? BinaryTypes(Node node, BinaryKind kind) => kind switch
    {
        BinaryKind.Equal or BinaryKind.Greater or BinaryKind.GreaterOrEqual or BinaryKind.Less or BinaryKind.LessOrEqual or BinaryKind.And or BinaryKind.Or
            => Type(node.Outputs[0], ElementType.Bool) ?? Type(node.Input(1), node.Input(0).Type),
        BinaryKind.Pow => Type(node.Input(0), node.Outputs[0].Type),
        _ => Same(node),
    };

    /// <summary>Input and output are matrices of a product.</summary>
    public static string? Matrices(Node node)
    {
        Shape a = node.Input(0).Shape, b = node.Input(1).Shape;
        if (a.Rank < 2 || b.Rank < 2 || a[a.Rank - 1] != b[b.Rank - 2])
        {
            return "the matrices do not fit";
        }

        return Dimensions.Broadcast(a.Dims.AsSpan()[..^2], b.Dims.AsSpan()[..^2]) is { } batch
            ? Shape(node.Outputs[0], [.. batch.Select(d => (int)d), a[a.Rank - 2], b[b.Rank - 1]])
            : "the batches do not broadcast";
    }

    /// <summary>A shape without (or with size 1 for) the axes that are put together.</summary>
    public static IEnumerable<int> Reduced(Shape shape, int[] axes, bool keep)
        => Enumerable.Range(0, shape.Rank).Where(i => keep || !axes.Contains(i)).Select(i => axes.Contains(i) ? 1 : shape[i]);

    /// <summary>The output has the sizes of all inputs along the axis.</summary>
    public static string? Concatenated(Node node, int axis)
        => Shape(node.Outputs[0], node.Input(0).Shape.Dims.Select((d, i) => i == axis ? node.Inputs.Sum(t => t!.Shape[axis]) : d));

    /// <summary>The slice lies inside its input.</summary>
    public static string? Sliced(Node node, Slice op)
    {
        for (int i = 0; i < op.Starts.Length; i++)
        {
            int count = node.Outputs[0].Shape[i];
            long last = op.Starts[i] + ((long)op.Steps[i] * (count - 1));
            int size = node.Input(0).Shape[i];
            if (count > 0 && (op.Starts[i] < 0 || op.Starts[i] >= size || last < 0 || last >= size))
            {
                return $"axis {i} is sliced outside its {size} elements";
            }
        }

        return null;
    }
}
