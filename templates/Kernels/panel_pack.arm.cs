#nullable enable
namespace YoloGen.Generated;

/// <summary>
/// Packing for AArch64, whose kernels multiply signed bytes: activations are flipped on load (x - 128), and what that takes from a sum,
/// 128 * (sum of weights), is added to the bias here.
/// </summary>
internal static unsafe class ColumnPanel
{
    /// <summary>8 biases and 8 scales.</summary>
    public const int HeaderBytes = 64;

    /// <summary>Writes the header; unused columns get 0. <paramref name="size"/> is the number of weights of a column.</summary>
    public static void PackHeader(byte* panel, sbyte* weights, int channels, nint size, int* bias, float* scale)
    {
        for (int c = 0; c < 8; c++)
        {
            int sum = 0;
            if (c < channels)
            {
                for (nint k = 0; k < size; k++)
                    sum += weights[c * size + k];
            }
            ((int*)panel)[c] = c < channels ? bias[c] + 128 * sum : 0;
            ((float*)panel)[8 + c] = c < channels && scale != null ? scale[c] : 0;
        }
    }

    /// <summary>Writes, for each step of <paramref name="deep"/> bytes from <paramref name="k"/>, the weights of 8 columns one after the other, zero beyond <paramref name="depth"/>.</summary>
    public static sbyte* PackStep(sbyte* packed, sbyte* segment, int channels, nint size, int k, int deep, int depth)
    {
        for (int c = 0; c < 8; c++)
        {
            for (int i = k; i < k + deep; i++)
                *packed++ = c < channels && i < depth ? segment[c * size + i] : (sbyte)0;
        }
        return packed;
    }
}
