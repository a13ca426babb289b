using System.Numerics;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Interpreter;
using YoloGen.Compiler.Planning;

namespace YoloGen.Fuzz.Tests.Checks;

/// <summary>
/// Elements on which ONNX Runtime does not settle what is right: the specification leaves them open and its own answer changes with where a tensor
/// lies or which of its kernels runs, or it is wrong. <see cref="KnownFaultTests"/> shows each.
/// </summary>
internal static class Unsettled
{
    public const string
        Overflow = "sums that overflow in one order of the terms and not in another",
        Squares = "ReduceL2 of single elements: ONNX Runtime squares them, which overflows",
        NaNOfRows = "the largest or smallest of values with a NaN: ONNX Runtime's result depends on where they lie",
        NaNOfWindows = "MaxPool of windows with a NaN: ONNX Runtime's result depends on the column",
        Infinite = "MaxPool and GlobalMaxPool of nothing but -infinity: ONNX Runtime begins with the lowest float and ends with it",
        Products = "products and powers of integers beyond their type: ONNX Runtime computes them as doubles and converts back",
        Casts = "Cast of floats that the integer type does not have, which the specification leaves undefined",
        Ranges = "DynamicQuantizeLinear of what is not finite: scale or zero point is no number",
        OtherRows = "linear Resize beside infinities: ONNX Runtime multiplies those of the next row or image by 0, also along axes that keep their size",
        Jumps = "Resize nearest where the coordinate is one at which the element jumps: ONNX Runtime computes it in single precision",
        SameSize = "Resize to the same size by a scale that is not 1: ONNX Runtime copies";

    /// <summary>The least magnitude that an integer type does not hold, as a float.</summary>
    private static float LeastBeyond(ElementType type) => type == ElementType.Int32 ? int.MaxValue : long.MaxValue;

    /// <summary>For each element of a node's result the reason, or null; null where all are settled.</summary>
    public static string?[]? Of(Node node, IReadOnlyList<TensorData?> inputs, TensorData result)
    {
        if (node.Op is Reduce { Kind: ReduceKind.Prod } product && result.Type is ElementType.Int32 or ElementType.Int64)
        {
            TensorData magnitudes = new(inputs[0]!.Shape, [.. Enumerable.Range(0, inputs[0]!.Values.Length).Select(i => (float)Math.Abs((double)inputs[0]!.IntegerAt(i)))]);
            return Where(Array.ConvertAll(Reduced(node, product, magnitudes), v => v >= LeastBeyond(result.Type)), Products);
        }

        if (node.Op is Binary { Kind: BinaryKind.Pow or BinaryKind.Mul } && result.Type is ElementType.Int32 or ElementType.Int64)
        {
            TensorData[] magnitudes = [.. inputs.Select(i => new TensorData(i!.Shape, [.. Enumerable.Range(0, i.Values.Length).Select(k => (float)Math.Abs((double)i.IntegerAt(k)))]))];
            Tensor[] operands = [.. node.Inputs.Select(i => new Tensor(i!.Name, ElementType.Float32, i.Shape))];
            var power = new Node(node.Name, node.Op, operands, [new Tensor(node.Output.Name, ElementType.Float32, node.Output.Shape)]);
            return Where(Array.ConvertAll(Compiler.Interpreter.Interpreter.Evaluate(power, magnitudes)[0].Floats, v => v >= LeastBeyond(result.Type)), Products);
        }

        if (node.Op is Resize { Scales: var scales } && inputs[0]!.Shape == result.Shape && scales.Any(v => v != 1))
        {
            return All(result, SameSize);
        }

        if (node.Op is Resize { Mode: ResizeMode.Nearest } nearest)
        {
            return JumpsOf(nearest, inputs[0]!.Shape, result.Shape);
        }

        if (inputs[0] is not { Type: ElementType.Float32 } x)
        {
            return null;
        }

        return node.Op switch
        {
            Cast when result.Type is ElementType.Int32 or ElementType.Int64 => Where(Array.ConvertAll(x.Floats, v => !(Math.Abs(v) < LeastBeyond(result.Type))), Casts),
            DynamicQuantizeLinear when !x.Floats.All(float.IsFinite) => All(result, Ranges),
            Reduce { Kind: ReduceKind.Max or ReduceKind.Min } op => Either(
                Where(Any(node, new Reduce(ReduceKind.Max, op.Axes, op.KeepDims), x, float.IsNaN), NaNOfRows),
                op.IsGlobalPool ? Where(Array.ConvertAll(result.Floats, float.IsNegativeInfinity), Infinite) : null),
            ArgMax op => Where(Any(node, new Reduce(ReduceKind.Max, [op.Axis], op.KeepDims), x, float.IsNaN), NaNOfRows),
            MaxPool op => Either(Where(Any(node, op, x, float.IsNaN), NaNOfWindows), Where(Array.ConvertAll(result.Floats, float.IsNegativeInfinity), Infinite)),
            Unary { Kind: UnaryKind.Abs } => Where(Array.ConvertAll(x.Floats, v => float.IsFinite(v) && float.IsInfinity(v * v)), Squares),
            Resize { Mode: ResizeMode.Linear } op when x.Floats.Any(v => !float.IsFinite(v)) => Either(Beside(op, x, result.Shape), Sums(node, inputs, 1, false)),
            Reduce { Kind: ReduceKind.Sum or ReduceKind.Mean or ReduceKind.L2 } op => Sums(node, inputs, (double)x.Shape.Count / Math.Max(1, result.Shape.Count), op.Kind == ReduceKind.L2),
            AveragePool op => Sums(node, inputs, op.Window.KernelH * op.Window.KernelW, false),
            Resize { Mode: ResizeMode.Cubic } op => CubicSums(op, x, result.Shape),
            Conv or ConvTranspose or MatMul or Gemm or Resize { Mode: ResizeMode.Linear } => Sums(node, inputs, 1, false),
            _ => null,
        };
    }

    private static string?[] All(TensorData result, string reason) => [.. Enumerable.Repeat(reason, result.Values.Length)];

    private static string?[]? Either(string?[]? a, string?[]? b) => a is null || b is null ? a ?? b : [.. a.Zip(b, (x, y) => x ?? y)];

    /// <summary>Elements with a coordinate that is whole (floor, ceil) or half (the roundings) on a resized axis.</summary>
    private static string?[]? JumpsOf(Resize op, Shape from, Shape to)
    {
        bool[][] jumps = [.. Enumerable.Range(0, to.Rank).Select(axis => Enumerable.Range(0, to[axis]).Select(i => from[axis] != to[axis] && IsJump(op, axis, i, from[axis], to[axis])).ToArray())];
        long[] strides = [.. to.RowMajorStrides()];
        bool[] marks = [.. Enumerable.Range(0, checked((int)to.Count)).Select(e => Enumerable.Range(0, to.Rank).Any(axis => jumps[axis][e / strides[axis] % to[axis]]))];
        return Where(marks, Jumps);
    }

    private static bool IsJump(Resize op, int axis, int i, int size, int count)
    {
        (BigInteger dividend, BigInteger divisor) = ExactCoordinate.Of(op, axis, i, size, count);
        bool rounds = op.Nearest is NearestMode.RoundPreferFloor or NearestMode.RoundPreferCeil;
        return rounds ? (2 * dividend % divisor).IsZero && !(dividend % divisor).IsZero : (dividend % divisor).IsZero;
    }

    /// <summary>Whether any element that a result is made of fulfils a condition.</summary>
    private static bool[] Any(Node node, Operator largest, TensorData x, Func<float, bool> condition)
    {
        var marks = new TensorData(x.Shape, Array.ConvertAll(x.Floats, v => condition(v) ? 1f : 0f));
        return Array.ConvertAll(Reduced(node, largest, marks), v => v == 1);
    }

    /// <summary>Floats instead of the node's input through an operator of the same shapes.</summary>
    private static float[] Reduced(Node node, Operator op, TensorData x)
    {
        Tensor input = new(node.Input(0).Name, ElementType.Float32, x.Shape), output = new(node.Output.Name, ElementType.Float32, node.Output.Shape);
        return Compiler.Interpreter.Interpreter.Evaluate(new Node(node.Name, op, [input], [output]), [x])[0].Floats;
    }

    /// <summary>Sums of magnitudes beyond the largest float: whether terms cancel before that depends on their order.</summary>
    private static string?[]? Sums(Node node, IReadOnlyList<TensorData?> inputs, double terms, bool squares)
    {
        TensorData?[] magnitudes = [.. inputs.Select(i => i is not { Type: ElementType.Float32 } ? i
            : new TensorData(i.Shape, Array.ConvertAll(i.Floats, v => float.IsFinite(v) ? Math.Abs(v) : 0)))];
        float[] sums = Compiler.Interpreter.Interpreter.Evaluate(node, magnitudes)[0].Floats;
        return Where(Array.ConvertAll(sums, s => !((squares ? (double)s * s : s * terms) < float.MaxValue)), Overflow);
    }

    /// <summary>Elements with something infinite at or behind them along one of the last three axes, those that ONNX Runtime interpolates.</summary>
    private static string?[]? Beside(Resize op, TensorData x, Shape to)
    {
        bool[] marks = Array.ConvertAll(x.Floats, v => !float.IsFinite(v));
        for (int axis = to.Rank - 1; axis >= 0; axis--)
        {
            int size = x.Shape[axis], count = to[axis], inner = 1;
            for (int after = axis + 1; after < to.Rank; after++)
            {
                inner *= to[after];
            }

            bool[] next = new bool[marks.Length / size * count];
            for (int element = 0; element < next.Length; element++)
            {
                (int outer, int i, int k) = (element / inner / count, element / inner % count, element % inner);
                int low = ResizeCoordinates.Linear(op, axis, i, size, count).Low, high = to.Rank - axis <= 3 ? Math.Min(low + 1, size - 1) : low;
                next[element] = marks[(((outer * size) + low) * inner) + k] || marks[(((outer * size) + high) * inner) + k];
            }

            marks = next;
        }

        return Where(marks, OtherRows);
    }

    /// <summary>As <see cref="Sums"/>: weights of cubic interpolation may be negative, and an axis that overflows is infinite to the next, by 0 too.</summary>
    private static string?[]? CubicSums(Resize op, TensorData x, Shape to)
    {
        double[] sums = Array.ConvertAll(x.Floats, v => float.IsFinite(v) ? Math.Abs((double)v) : 0);
        for (int axis = to.Rank - 1; axis >= 0; axis--)
        {
            int size = x.Shape[axis], count = to[axis], inner = 1;
            for (int after = axis + 1; after < to.Rank; after++)
            {
                inner *= to[after];
            }

            double[] next = new double[sums.Length / size * count];
            for (int i = 0; i < count; i++)
            {
                (int[] taps, float[] weights) = CubicWeights.Of(op, axis, i, size, count);
                for (int element = 0; element < next.Length / count; element++)
                {
                    (int outer, int k) = Math.DivRem(element, inner);
                    double sum = 0;
                    for (int tap = 0; tap < taps.Length; tap++)
                    {
                        double value = sums[(((outer * size) + taps[tap]) * inner) + k];
                        sum += double.IsInfinity(value) ? value : value * Math.Abs(weights[tap]);
                    }

                    next[(((outer * count) + i) * inner) + k] = sum < float.MaxValue ? sum : double.PositiveInfinity;
                }
            }

            sums = next;
        }

        return Where(Array.ConvertAll(sums, double.IsInfinity), Overflow);
    }

    private static string?[]? Where(bool[] marks, string reason) => marks.Contains(true) ? Array.ConvertAll(marks, m => m ? reason : null) : null;
}
