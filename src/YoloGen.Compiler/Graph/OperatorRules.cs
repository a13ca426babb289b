using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Graph;

/// <summary>What types and shapes each operator of the IR has; recomputed from attributes and inputs where that is short.</summary>
internal static class OperatorRules
{
    /// <summary>The first rule that a node breaks, or null.</summary>
    public static string? Broken(Node node)
    {
        Tensor y = node.Outputs[0];
        return node.Op switch
        {
            Conv op => Float(node) ?? Window(node, op.Window, op.Group),
            QConv op => Bytes(node, 0, 1) ?? Type(y, op.Y.Type) ?? Params(node, 0, op.X) ?? Params(node, 1, op.W) ?? Window(node, op.Window, op.Group),
            QConvFloat op => Bytes(node, 0, 1) ?? Type(y, op.Y?.Type ?? ElementType.Float32) ?? Window(node, op.Window, op.Group),
            ConvInteger op => Bytes(node, 0, 1) ?? Type(y, ElementType.Int32) ?? Window(node, op.Window, op.Group),
            ConvTranspose => Float(node) ?? Rank(node, 4),
            MaxPool => Same(node) ?? Rank(node, 4) ?? Channels(node),
            AveragePool => Float(node) ?? Rank(node, 4) ?? Channels(node),
            QAveragePool op => Params(node, 0, op.X) ?? Type(y, op.Y.Type) ?? Rank(node, 4) ?? Channels(node),
            QGlobalAveragePool op => Params(node, 0, op.X) ?? Type(y, op.Y.Type) ?? Shape(y, [node.Input(0).Shape[0], node.Input(0).Shape[1], 1, 1]),
            BatchNormalization or PRelu or Softmax => Float(node) ?? Shape(y, node.Input(0).Shape.Dims),
            Unary => Same(node) ?? Shape(y, node.Input(0).Shape.Dims),
            Lookup op => Bytes(node, 0) ?? (op.Table.Length == 256 ? null : "a table has 256 entries") ?? Shape(y, node.Input(0).Shape.Dims),
            QSoftmax op => Params(node, 0, op.X) ?? Type(y, op.Y.Type) ?? Shape(y, node.Input(0).Shape.Dims),
            Binary op => Broadcast(node) ?? BinaryTypes(node, op.Kind),
            QAdd op => Broadcast(node) ?? Params(node, 0, op.A) ?? Params(node, 1, op.B) ?? Type(y, op.Y.Type),
            QMul op => Broadcast(node) ?? Params(node, 0, op.A) ?? Params(node, 1, op.B) ?? Type(y, op.Y.Type),
            Where => Type(node.Input(0), ElementType.Bool) ?? Type(node.Input(1), y.Type) ?? Type(node.Input(2), y.Type),
            MatMul => Float(node) ?? Matrices(node),
            MatMulInteger => Bytes(node, 0, 1) ?? Type(y, ElementType.Int32) ?? Matrices(node),
            QMatMul op => Params(node, 0, op.A) ?? Params(node, 1, op.B) ?? Type(y, op.Y.Type) ?? Matrices(node),
            Gemm => Float(node) ?? Rank(node, 2),
            Reduce op => Same(node) ?? Shape(y, Reduced(node.Input(0).Shape, [.. op.Axes], op.KeepDims)),
            ArgMax op => Type(y, ElementType.Int64) ?? Shape(y, Reduced(node.Input(0).Shape, [op.Axis], op.KeepDims)),
            Concat op => Same(node) ?? Concatenated(node, op.Axis),
            QConcat op => Type(y, op.Y.Type) ?? (op.X.Length == node.Inputs.Count ? null : "parameters for each input are needed") ?? Concatenated(node, op.Axis),
            Slice op => Same(node) ?? Sliced(node, op),
            Transpose op => Same(node) ?? Shape(y, op.Perm.Select(p => node.Input(0).Shape[p])),
            Reshape => Same(node) ?? (y.Shape.Count == node.Input(0).Shape.Count ? null : "the number of elements changes"),
            Tile op => Same(node) ?? Shape(y, node.Input(0).Shape.Dims.Select((d, i) => d * op.Repeats[i])),
            Pad op => Same(node) ?? Shape(y, node.Input(0).Shape.Dims.Select((d, i) => d + op.Before[i] + op.After[i])),
            Cast => Shape(y, node.Input(0).Shape.Dims),
            Resize op => Same(node) ?? Rank(node, 4) ?? (op.Scales.Length == 4 ? null : "four scales are needed"),
            QuantizeLinear op => Float(node.Input(0)) ?? Shape(y, node.Input(0).Shape.Dims) ?? (op.Params is null ? null : Type(y, op.Params.Type)),
            DequantizeLinear op => Type(y, ElementType.Float32) ?? Shape(y, node.Input(0).Shape.Dims) ?? (op.Params is null ? null : Params(node, 0, op.Params)),
            _ => null,
        };
    }

    private static string? Type(Tensor tensor, ElementType type) => tensor.Type == type ? null : $"'{tensor.Name}' must be {type.ShortName()}";

    private static string? Float(Tensor tensor) => Type(tensor, ElementType.Float32);

    private static string? Float(Node node) => node.Inputs.OfType<Tensor>().Append(node.Outputs[0]).Select(Float).FirstOrDefault(r => r is not null);

    private static string? Same(Node node) => node.Inputs.OfType<Tensor>().Select(i => Type(i, node.Outputs[0].Type)).FirstOrDefault(r => r is not null);

    private static string? Bytes(Node node, params ReadOnlySpan<int> inputs)
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

    private static string? Params(Node node, int input, QuantParams p)
        => Type(node.Input(input), p.Type)
            ?? (p.Scales.Length == p.ZeroPoints.Length && p.Scales.All(s => float.IsFinite(s) && s > 0) ? null : "invalid quantization parameters")
            ?? (p.IsPerTensor || node.Input(input).Shape[p.Axis] == p.Scales.Length ? null : $"{p.Scales.Length} scales along axis {p.Axis}");

    private static string? Shape(Tensor tensor, IEnumerable<int> dims)
        => tensor.Shape.Dims.SequenceEqual(dims) ? null : $"'{tensor.Name}' must have the shape {string.Join('x', dims)}";

    private static string? Rank(Node node, int rank)
        => node.Input(0).Shape.Rank == rank && node.Outputs[0].Shape.Rank == rank ? null : $"input and output must have {rank} dimensions";

    private static string? Channels(Node node) => node.Input(0).Shape[1] == node.Outputs[0].Shape[1] ? null : "pooling keeps the channels";

    private static string? Window(Node node, Window2D w, int group)
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

    private static string? Broadcast(Node node)
        => Import.Dimensions.Broadcast(node.Input(0).Shape.Dims.AsSpan(), node.Input(1).Shape.Dims.AsSpan()) is { } dims
            ? Shape(node.Outputs[0], dims.Select(d => (int)d))
            : "the shapes do not broadcast";

    private static string? BinaryTypes(Node node, BinaryKind kind) => kind switch
    {
        BinaryKind.Equal or BinaryKind.Greater or BinaryKind.GreaterOrEqual or BinaryKind.Less or BinaryKind.LessOrEqual or BinaryKind.And or BinaryKind.Or
            => Type(node.Outputs[0], ElementType.Bool) ?? Type(node.Input(1), node.Input(0).Type),
        BinaryKind.Pow => Type(node.Input(0), node.Outputs[0].Type),
        _ => Same(node),
    };

    private static string? Matrices(Node node)
    {
        Shape a = node.Input(0).Shape, b = node.Input(1).Shape;
        if (a.Rank < 2 || b.Rank < 2 || a[a.Rank - 1] != b[b.Rank - 2])
        {
            return "the matrices do not fit";
        }

        return Import.Dimensions.Broadcast(a.Dims.AsSpan()[..^2], b.Dims.AsSpan()[..^2]) is { } batch
            ? Shape(node.Outputs[0], [.. batch.Select(d => (int)d), a[a.Rank - 2], b[b.Rank - 1]])
            : "the batches do not broadcast";
    }

    private static IEnumerable<int> Reduced(Shape shape, int[] axes, bool keep)
        => Enumerable.Range(0, shape.Rank).Where(i => keep || !axes.Contains(i)).Select(i => axes.Contains(i) ? 1 : shape[i]);

    private static string? Concatenated(Node node, int axis)
        => Shape(node.Outputs[0], node.Input(0).Shape.Dims.Select((d, i) => i == axis ? node.Inputs.Sum(t => t!.Shape[axis]) : d));

    private static string? Sliced(Node node, Slice op)
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
