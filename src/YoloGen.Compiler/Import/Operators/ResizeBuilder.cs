using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Makes the IR's Resize, which works on the last two axes of [N,C,H,W].</summary>
internal static class ResizeBuilder
{
    public static void Result(
        NodeImport n, Tensor x, ResizeShape shape, ResizeMode mode, CoordinateMode coordinates, NearestMode nearest, float cubic = -0.75f, bool exclude = false)
    {
        Shape output = n.Shape(shape.Dims);
        if (x.Type != ElementType.Float32 && mode != ResizeMode.Nearest)
        {
            throw n.Unsupported($"{mode} interpolation of {x.Type.ShortName()} is not supported; only nearest works on bytes");
        }

        if (output.Count == 0 || x.Shape.Count == 0)
        {
            throw n.BadShape("the result is empty");
        }

        int rank = x.Shape.Rank;
        bool[] scaled = [.. Enumerable.Range(0, rank).Select(i => shape.Scales[i] != 1 || shape.Dims[i] != x.Shape[i])];
        if (!scaled.Contains(true))
        {
            n.Alias(x);
        }
        else if (rank == 4 && !scaled[0] && !scaled[3] && scaled[1])
        {
            ChannelsLast(n, x, shape, output, Make);
        }
        else if (scaled.AsSpan(0, Math.Max(0, rank - 2)).Contains(true))
        {
            throw n.Unsupported($"scales [{string.Join(',', shape.Scales)}]; only height and width can be resized");
        }
        else if (rank == 4)
        {
            n.Result(Make(shape.Scales), [x], x.Type, output);
        }
        else
        {
            Folded(n, x, shape, output, Make);
        }

        Resize Make(IEnumerable<float> scales) => new(mode, coordinates, nearest, [.. scales], cubic, exclude);
    }

    /// <summary>Before opset 11 nearest took the floor when enlarging and the ceiling when shrinking (ONNX Runtime's "simple" mode).</summary>
    public static NearestMode OldNearest(NodeImport n, ResizeMode mode, float[] scales)
    {
        bool shrinks = scales.Any(s => s < 1);
        return mode == ResizeMode.Nearest && shrinks && scales.Any(s => s > 1)
            ? throw n.Unsupported("enlarging one axis and shrinking another is not supported before opset 11; export with a newer opset")
            : shrinks ? NearestMode.Ceil : NearestMode.Floor;
    }

    private static void ChannelsLast(NodeImport n, Tensor x, ResizeShape shape, Shape output, Func<IEnumerable<float>, Resize> make)
    {
        Shape first = n.Shape(x.Shape[0], x.Shape[3], x.Shape[1], x.Shape[2]);
        Tensor moved = n.Add(new Transpose([0, 3, 1, 2]), [x], x.Type, first);
        Shape resized = n.Shape(output[0], output[3], output[1], output[2]);
        Tensor result = n.Add(make([1, 1, shape.Scales[1], shape.Scales[2]]), [moved], x.Type, resized);
        n.Result(new Transpose([0, 2, 3, 1]), [result], x.Type, output);
    }

    /// <summary>Other ranks: leading axes together are the channels, a missing height is 1.</summary>
    private static void Folded(NodeImport n, Tensor x, ResizeShape shape, Shape output, Func<IEnumerable<float>, Resize> make)
    {
        int rank = x.Shape.Rank;
        bool row = rank is 1 or 3;
        int leading = row ? rank - 1 : rank - 2;
        long channels = x.Shape.Dims.Take(leading).Aggregate(1L, (a, d) => a * d);
        Tensor view = n.Reshape(x, n.Shape(1, channels, row ? 1 : x.Shape[rank - 2], x.Shape[rank - 1]));
        float height = row ? 1 : shape.Scales[rank - 2];
        if (row && rank == 3 && (shape.Scales[1] != 1 || output[1] != x.Shape[1]))
        {
            // [C,H,W]
            view = n.Reshape(x, n.Shape(1, x.Shape[0], x.Shape[1], x.Shape[2]));
            Tensor both = n.Add(make([1, 1, shape.Scales[1], shape.Scales[2]]), [view], x.Type, n.Shape(1, x.Shape[0], output[1], output[2]));
            n.ReshapeResult(both, output);
            return;
        }

        Tensor result = n.Add(make([1, 1, height, shape.Scales[rank - 1]]), [view], x.Type, n.Shape(1, channels, row ? 1 : output[rank - 2], output[rank - 1]));
        n.ReshapeResult(result, output);
    }
}
