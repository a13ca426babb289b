#nullable enable
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>
/// Floats to bytes, 8 at a time. Values are limited to 512 scales either way first: beyond, the byte saturates all the same, and neither an infinite value nor a
/// NaN, which becomes the lower limit, meets the remainder.
/// </content>
internal static unsafe partial class ByteRows
{
    /// <summary>Quotients beyond this many scales saturate, whatever the zero point.</summary>
    private const float Limit = 512;

    [MethodImpl(AggressiveOptimization)]
    public static void Quantize<V>(float* x, byte* y, int count, float scale, int zero)
        where V : struct, IEight<V>
    {
        int i = 0;
        if (Division.HasReciprocal(scale))
        {
            var range = new ByteRange(zero, 0, 255);
            V minus = V.All(-scale), reciprocal = V.All(1 / scale), low = V.All(-Limit * scale), high = V.All(Limit * scale);
            for (; i <= count - 8; i += 8)
            {
                V value = V.Limit(V.Load(x + i), low, high);
                V.StoreRounded(Division.Refine(value, value * reciprocal, minus, reciprocal), in range, y + i);
            }
        }
        for (; i < count; i++)
            y[i] = Scalar.Quantize(x[i], scale, zero);
    }
}
