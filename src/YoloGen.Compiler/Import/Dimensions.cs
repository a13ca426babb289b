using YoloGen.Compiler.Graph;
using YoloGen.Diagnostics;
using YoloGen.Emit;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Import;

/// <summary>Shapes from computed dimensions, safe from overflow.</summary>
internal static class Dimensions
{
    /// <summary>The shape, if no dimension is negative and the number of elements is below the limit.</summary>
    public static Shape Check(ReadOnlySpan<long> dims, string what)
    {
        long count = 1;
        bool empty = dims.Contains(0L);
        var sizes = new int[dims.Length];
        if (dims.Length > OnnxLimits.MaxRank)
        {
            throw new YoloGenException(DiagnosticCodes.LimitExceeded, $"{what} has {dims.Length} dimensions; at most {OnnxLimits.MaxRank} are supported");
        }

        for (int i = 0; i < dims.Length; i++)
        {
            if (dims[i] < 0)
            {
                throw new YoloGenException(DiagnosticCodes.BadShape, $"{what} would have the shape [{string.Join(',', dims.ToArray())}]");
            }

            // Factors are at most 2^28 each, so that the product cannot overflow.
            count = empty ? 0 : dims[i] > OnnxLimits.MaxTensorElements ? long.MaxValue : count * dims[i];
            if (count > OnnxLimits.MaxTensorElements || dims[i] > OnnxLimits.MaxTensorElements)
            {
                throw new YoloGenException(
                    DiagnosticCodes.LimitExceeded, $"{what} would have the shape [{string.Join(',', dims.ToArray())}], more than {OnnxLimits.MaxTensorElements} elements");
            }

            sizes[i] = (int)dims[i];
        }

        return new Shape([.. sizes]);
    }

    /// <summary>Refuses what the emitted code cannot walk: tensors that exist while the network runs have fewer dimensions than constants may have.</summary>
    public static void CheckRank(Shape shape, string what)
    {
        if (shape.Rank > PlanLimits.MaxRank)
        {
            throw new YoloGenException(
                DiagnosticCodes.LimitExceeded,
                $"{what} has {shape.Rank} dimensions; at most {PlanLimits.MaxRank} are supported. Merge neighbouring dimensions with a Reshape before exporting");
        }
    }

    /// <summary>The numpy broadcast of two shapes; null if they do not fit.</summary>
    public static long[]? Broadcast(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        var dims = new long[Math.Max(a.Length, b.Length)];
        for (int i = 1; i <= dims.Length; i++)
        {
            int x = i <= a.Length ? a[^i] : 1, y = i <= b.Length ? b[^i] : 1;
            if (x != y && x != 1 && y != 1)
            {
                return null;
            }

            dims[^i] = x == 1 ? y : x;
        }

        return dims;
    }
}
