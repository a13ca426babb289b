#nullable enable
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>
/// Depthwise 3x3 for NEON, 2 pixels x 8 channels. The rule: the nine weights stay in registers for the row, and at stride 1 the two
/// pixels share what they load (12 loads instead of 18).
/// </content>
internal unsafe partial struct NeonKernels
{
    /// <summary>Pixels in pairs: stride 1 without dilation, or any other distance of windows.</summary>
    private interface IPixelPair
    {
        static abstract bool Adjacent { get; }
    }

    private struct AdjacentPair : IPixelPair
    {
        public static bool Adjacent => true;
    }

    private struct DistantPair : IPixelPair
    {
        public static bool Adjacent => false;
    }

    [MethodImpl(AggressiveOptimization | NoInlining)]
    private static void Depthwise3x3<TPair, TStore>(byte* input, byte* packed, byte* output, int pairs, ConvParams* p)
        where TPair : struct, IPixelPair
        where TStore : struct, IColumnStore
    {
        sbyte* w = (sbyte*)packed + 64;
        Vector64<sbyte> w0 = Vector64.Load(w), w1 = Vector64.Load(w + 8), w2 = Vector64.Load(w + 16), w3 = Vector64.Load(w + 24), w4 = Vector64.Load(w + 32);
        Vector64<sbyte> w5 = Vector64.Load(w + 40), w6 = Vector64.Load(w + 48), w7 = Vector64.Load(w + 56), w8 = Vector64.Load(w + 64), flip = Vector64.Create(sbyte.MinValue);
        nint column = p->InnerStride, row = p->OuterStride, step = p->PixelStep;
        for (; pairs > 0; pairs--)
        {
            Vector128<int> lowA = Vector128.Load((int*)packed), highA = Vector128.Load((int*)packed + 4), lowB = lowA, highB = highA;
            Vector64<sbyte> b0, b1, b2;
            sbyte* a = (sbyte*)input;

            Vector64<sbyte> a0 = Flipped(a, flip), a1 = Flipped(a + column, flip), a2 = Flipped(a + 2 * column, flip);
            Second<TPair>(a, column, step, flip, a1, a2, out b0, out b1, out b2);
            AddWide(ref lowA, ref highA, Products(a0, w0, a1, w1));
            AddWide(ref lowB, ref highB, Products(b0, w0, b1, w1));
            Vector128<short> restA = AdvSimd.MultiplyWideningLower(a2, w2), restB = AdvSimd.MultiplyWideningLower(b2, w2);

            a += row;
            a0 = Flipped(a, flip);
            a1 = Flipped(a + column, flip);
            a2 = Flipped(a + 2 * column, flip);
            Second<TPair>(a, column, step, flip, a1, a2, out b0, out b1, out b2);
            AddWide(ref lowA, ref highA, AdvSimd.MultiplyWideningLowerAndAdd(restA, a0, w3));
            AddWide(ref lowB, ref highB, AdvSimd.MultiplyWideningLowerAndAdd(restB, b0, w3));
            AddWide(ref lowA, ref highA, Products(a1, w4, a2, w5));
            AddWide(ref lowB, ref highB, Products(b1, w4, b2, w5));

            a += row;
            a0 = Flipped(a, flip);
            a1 = Flipped(a + column, flip);
            a2 = Flipped(a + 2 * column, flip);
            Second<TPair>(a, column, step, flip, a1, a2, out b0, out b1, out b2);
            AddWide(ref lowA, ref highA, Products(a0, w6, a1, w7));
            AddWide(ref lowB, ref highB, Products(b0, w6, b1, w7));
            AddWide(ref lowA, ref highA, AdvSimd.MultiplyWideningLower(a2, w8));
            AddWide(ref lowB, ref highB, AdvSimd.MultiplyWideningLower(b2, w8));

            TStore.Store(lowA, highA, lowB, highB, (float*)packed + 8, output, p);
            input += 2 * step;
            output += 2 * p->OutputPixelStride;
        }
    }

    [MethodImpl(AggressiveInlining)]
    private static Vector64<sbyte> Flipped(sbyte* source, Vector64<sbyte> flip) => AdvSimd.Xor(Vector64.Load(source), flip);

    [MethodImpl(AggressiveInlining)]
    private static Vector128<short> Products(Vector64<sbyte> x0, Vector64<sbyte> w0, Vector64<sbyte> x1, Vector64<sbyte> w1) =>
        AdvSimd.MultiplyWideningLowerAndAdd(AdvSimd.MultiplyWideningLower(x0, w0), x1, w1);

    [MethodImpl(AggressiveInlining)]
    private static void Second<TPair>(
        sbyte* a, nint column, nint step, Vector64<sbyte> flip, Vector64<sbyte> a1, Vector64<sbyte> a2, out Vector64<sbyte> b0, out Vector64<sbyte> b1, out Vector64<sbyte> b2)
        where TPair : struct, IPixelPair
    {
        b0 = TPair.Adjacent ? a1 : Flipped(a + step, flip);
        b1 = TPair.Adjacent ? a2 : Flipped(a + step + column, flip);
        b2 = TPair.Adjacent ? Flipped(a + 3 * column, flip) : Flipped(a + step + 2 * column, flip);
    }
}
