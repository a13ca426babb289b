using YoloGen.Compiler.Graph;

namespace YoloGen.Compiler.Interpreter;

/// <summary>Operators that only move elements: each output element is one input element or a fill value, for every element type.</summary>
internal static class Movement
{
    /// <summary>Marks an output coordinate that has no source and takes the fill value.</summary>
    public const int Outside = -1;

    /// <summary>
    /// Builds an output whose element (i0, i1, ...) is source element offsets[0][i0] + offsets[1][i1] + ...,
    /// or <paramref name="fill"/> where one of these is <see cref="Outside"/>.
    /// </summary>
    public static TensorData Pick(TensorData source, Shape output, int[][] offsets, float fill = 0) => source.Type switch
    {
        ElementType.Float32 => new TensorData(output, Pick(source.Floats, output, offsets, fill)),
        ElementType.UInt8 => new TensorData(output, Pick(source.Bytes, output, offsets, (byte)fill)),
        ElementType.Int8 => new TensorData(output, Pick(source.SBytes, output, offsets, (sbyte)fill)),
        ElementType.Int32 => new TensorData(output, Pick(source.Ints, output, offsets, (int)fill)),
        ElementType.Int64 => new TensorData(output, Pick(source.Longs, output, offsets, (long)fill)),
        _ => new TensorData(output, Pick(source.Bools, output, offsets, fill != 0)),
    };

    /// <summary>Offsets of <paramref name="count"/> steps of <paramref name="stride"/> from <paramref name="start"/>.</summary>
    public static int[] Strided(int count, long start, long stride)
    {
        var offsets = new int[count];
        for (int i = 0; i < count; i++)
        {
            offsets[i] = checked((int)(start + (i * stride)));
        }

        return offsets;
    }

    private static T[] Pick<T>(T[] source, Shape output, int[][] offsets, T fill)
    {
        var result = new T[checked((int)output.Count)];
        if (result.Length == 0)
        {
            return result;
        }

        if (output.Rank == 0)
        {
            result[0] = source[0];
            return result;
        }

        int[] last = offsets[^1];
        var index = new int[output.Rank];
        for (int at = 0; at < result.Length; at += last.Length)
        {
            int start = SumOuter(index, offsets);
            for (int i = 0; i < last.Length; i++)
            {
                result[at + i] = start == Outside || last[i] == Outside ? fill : source[start + last[i]];
            }

            AdvanceOuter(index, output);
        }

        return result;
    }

    private static int SumOuter(int[] index, int[][] offsets)
    {
        int sum = 0;
        for (int axis = 0; axis < index.Length - 1; axis++)
        {
            int offset = offsets[axis][index[axis]];
            if (offset == Outside)
            {
                return Outside;
            }

            sum += offset;
        }

        return sum;
    }

    private static void AdvanceOuter(int[] index, Shape shape)
    {
        for (int axis = index.Length - 2; axis >= 0; axis--)
        {
            if (++index[axis] < shape[axis])
            {
                return;
            }

            index[axis] = 0;
        }
    }
}
