using System.Numerics;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Generated;

namespace YoloGen.Compiler.Interpreter;

/// <summary>
/// Reductions over axes. Elements are taken in row-major order of the reduced axes, with one accumulator for each result.
/// </summary>
internal static class ReduceEvaluator
{
    public static TensorData Evaluate(Reduce op, Operands operands)
    {
        TensorData x = operands[0];

        // Reduced axes last: each result is then a run of consecutive elements.
        int[] kept = [.. Enumerable.Range(0, x.Shape.Rank).Where(a => !op.Axes.Contains(a))];
        TensorData rows = TransposeEvaluator.Permute(x, [.. kept, .. op.Axes]);
        int results = checked((int)operands.Shape.Count);
        int length = 1;
        foreach (int axis in op.Axes)
        {
            length *= x.Shape[axis];
        }

        return rows.Type switch
        {
            ElementType.Float32 => new TensorData(operands.Shape, EachRow<float>(rows.Floats, results, length, r => Float(op, r))),
            ElementType.UInt8 => new TensorData(operands.Shape, EachRow<byte>(rows.Bytes, results, length, r => Integer(op.Kind, r, operands))),
            ElementType.Int8 => new TensorData(operands.Shape, EachRow<sbyte>(rows.SBytes, results, length, r => Integer(op.Kind, r, operands))),
            ElementType.Int32 => new TensorData(operands.Shape, EachRow<int>(rows.Ints, results, length, r => Integer(op.Kind, r, operands))),
            ElementType.Int64 => new TensorData(operands.Shape, EachRow<long>(rows.Longs, results, length, r => Integer(op.Kind, r, operands))),
            ElementType.Bool when op.Kind is ReduceKind.Max or ReduceKind.Min => new TensorData(
                operands.Shape, EachRow<bool>(rows.Bools, results, length, r => op.Kind == ReduceKind.Max ? r.Contains(true) : !r.Contains(false))),
            _ => throw operands.BadType(x.Type),
        };
    }

    private delegate T Reduction<T>(ReadOnlySpan<T> row);

    private static T[] EachRow<T>(T[] values, int results, int length, Reduction<T> reduction)
    {
        var output = new T[results];
        for (int r = 0; r < results; r++)
        {
            output[r] = reduction(values.AsSpan(r * length, length));
        }

        return output;
    }

    private static float Float(Reduce op, ReadOnlySpan<float> row) => op.Kind switch
    {
        ReduceKind.Max when op.IsGlobalPool => Float<ReduceOps.MaxNumber>(row),
        ReduceKind.Mean => Float<ReduceOps.Mean>(row),
        ReduceKind.Sum => Float<ReduceOps.Sum>(row),
        ReduceKind.Max => Float<ReduceOps.Max>(row),
        ReduceKind.Min => Float<ReduceOps.Min>(row),
        ReduceKind.Prod => Float<ReduceOps.Prod>(row),
        _ => Float<ReduceOps.L2>(row),
    };

    private static float Float<TOp>(ReadOnlySpan<float> row)
        where TOp : struct, IReduceOp
    {
        var accumulator = new Lanes1(TOp.From(row.Length > 0 ? row[0] : 0));
        foreach (float value in row)
        {
            accumulator = TOp.Step(accumulator, new Lanes1(value));
        }

        return TOp.Finish(accumulator, row.Length).Value;
    }

    private static T Integer<T>(ReduceKind kind, ReadOnlySpan<T> row, Operands operands)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        switch (kind)
        {
            case ReduceKind.L2:
                throw operands.BadType(operands.Type);
            case ReduceKind.Mean when row.Length == 0:
                throw operands.Bad("mean of no elements");
        }

        T result = kind switch
        {
            ReduceKind.Max => T.MinValue,
            ReduceKind.Min => T.MaxValue,
            ReduceKind.Prod => T.One,
            _ => T.Zero,
        };
        foreach (T value in row)
        {
            result = kind switch
            {
                ReduceKind.Max => T.Max(result, value),
                ReduceKind.Min => T.Min(result, value),
                ReduceKind.Prod => unchecked(result * value),
                _ => unchecked(result + value),
            };
        }

        return kind == ReduceKind.Mean ? result / T.CreateTruncating(row.Length) : result;
    }
}
