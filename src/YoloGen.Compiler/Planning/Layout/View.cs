using System.Collections.Immutable;
using YoloGen.Compiler.Graph;

namespace YoloGen.Compiler.Planning;

/// <summary>Another addressing of the same elements.</summary>
internal abstract record View
{
    /// <summary>Strides and offset (elements) of the output from strides of the input; false if there are none.</summary>
    public abstract bool TryApply(Shape input, Shape output, long[] strides, out long[] result, out long offset);

    /// <summary>Strides of the input from strides of the output; false if there are none.</summary>
    public abstract bool TryReverse(Shape input, Shape output, long[] strides, out long[] result);
}

/// <summary>The same elements in row-major order under another shape.</summary>
internal sealed record ReshapeView : View
{
    public override bool TryApply(Shape input, Shape output, long[] strides, out long[] result, out long offset)
    {
        offset = 0;
        return TryReshape(input, strides, output, out result);
    }

    public override bool TryReverse(Shape input, Shape output, long[] strides, out long[] result) => TryReshape(output, strides, input, out result);

    /// <summary>As numpy does it: runs of axes with equal products are matched; each run of the input must be contiguous in itself.</summary>
    private static bool TryReshape(Shape from, long[] strides, Shape to, out long[] result)
    {
        result = new long[to.Rank];
        int[] axes = [.. Enumerable.Range(0, from.Rank).Where(a => from[a] != 1)];
        int at = 0, i = 0;
        while (at < axes.Length && i < to.Rank)
        {
            long have = from[axes[at]], want = to[i];
            int firstAxis = at, firstOutput = i;
            while (have != want)
            {
                if (have < want)
                {
                    if (++at >= axes.Length)
                    {
                        return false;
                    }

                    have *= from[axes[at]];
                }
                else
                {
                    if (++i >= to.Rank)
                    {
                        return false;
                    }

                    want *= to[i];
                }
            }

            for (int k = firstAxis; k < at; k++)
            {
                if (strides[axes[k]] != strides[axes[k + 1]] * from[axes[k + 1]])
                {
                    return false;
                }
            }

            long stride = strides[axes[at]];
            for (int k = i; k >= firstOutput; k--)
            {
                result[k] = stride;
                stride *= to[k];
            }

            at++;
            i++;
        }

        // Trailing axes of size 1 (and an empty input) need no stride of their own, but a sensible one.
        for (; i < to.Rank; i++)
        {
            result[i] = 1;
        }

        return at >= axes.Length;
    }
}

/// <summary>Axes permuted: output axis i is input axis Perm[i].</summary>
internal sealed record TransposeView(ImmutableArray<int> Perm) : View
{
    public override bool TryApply(Shape input, Shape output, long[] strides, out long[] result, out long offset)
    {
        offset = 0;
        result = [.. Perm.Select(p => strides[p])];
        return true;
    }

    public override bool TryReverse(Shape input, Shape output, long[] strides, out long[] result)
    {
        result = new long[strides.Length];
        for (int i = 0; i < strides.Length; i++)
        {
            result[Perm[i]] = strides[i];
        }

        return true;
    }
}

/// <summary>A box of the input.</summary>
internal sealed record SliceView(ImmutableArray<int> Starts, ImmutableArray<int> Steps) : View
{
    public override bool TryApply(Shape input, Shape output, long[] strides, out long[] result, out long offset)
    {
        offset = 0;
        result = new long[strides.Length];
        for (int i = 0; i < strides.Length; i++)
        {
            offset += Starts[i] * strides[i];
            result[i] = strides[i] * Steps[i];
        }

        return true;
    }

    public override bool TryReverse(Shape input, Shape output, long[] strides, out long[] result)
    {
        result = [];
        return false;
    }

    /// <summary>Whether only the channel axis of a feature map is cut, and in steps of 1: a border stays a border.</summary>
    public bool KeepsPixels(Shape input, Shape output)
        => input.Rank == 4 && Steps.All(s => s == 1) && Starts[2] == 0 && Starts[3] == 0 && input[2] == output[2] && input[3] == output[3];
}

/// <summary>Repeated along axes of size 1; missing leading axes are added.</summary>
internal sealed record ExpandView : View
{
    public override bool TryApply(Shape input, Shape output, long[] strides, out long[] result, out long offset)
    {
        offset = 0;
        result = new long[output.Rank];
        int missing = output.Rank - input.Rank;
        for (int i = 0; i < input.Rank; i++)
        {
            result[missing + i] = input[i] == 1 && output[missing + i] != 1 ? 0 : strides[i];
        }

        return true;
    }

    public override bool TryReverse(Shape input, Shape output, long[] strides, out long[] result)
    {
        result = [];
        return false;
    }
}
