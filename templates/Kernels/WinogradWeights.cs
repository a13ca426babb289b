#nullable enable
using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>U of <see cref="Winograd4"/>: G w G^T of 3x3 weights, or of the four phases of <see cref="WinogradForm"/>.</summary>
internal static unsafe class WinogradWeights
{
    private const int Taps = 9;

    /// <summary>
    /// A panel of outputs from <paramref name="first"/> on in all planes, zero in lanes and channels that do not exist. <paramref name="plane"/>: bytes of a
    /// position for one phase.
    /// </summary>
    public static void PackPanel<W>(byte* u, nint plane, sbyte* weights, int first, int outputs, int depth)
        where W : struct, IWinograd4
    {
        int width = W.Width(outputs), depth8 = Winograd4.Depth8(depth), row = width * W.Interleave, stride = (row + 7) & ~7;
        short** panels = stackalloc short*[36];
        for (int position = 0; position < WinogradForm.Positions<W>(); position++)
        {
            nint channels = WinogradForm.Phases<W>(position) * depth8;
            panels[position] = (short*)(u + WinogradForm.PhasesBefore<W>(position) * plane) + first * channels;
        }

        // The 9 weights of all lanes and one or two channels, as the panels have them: transformed 8 at a time.
        short* taps = stackalloc short[Taps * stride];
        for (int channel = 0; channel < depth8; channel += W.Interleave)
        {
            Gather<W>(taps, stride, weights, outputs, width, channel, depth);
            for (int at = 0; at < row; at += 8)
            {
                if (W.Stride == 1)
                    Transform(taps + at, stride, panels, channel * width + at, row - at < 8);
                else
                    TransformPhases(taps + at, stride, panels, channel * width + at, depth8 * width, row - at < 8);
            }
        }
    }

    private static void Gather<W>(short* taps, int stride, sbyte* weights, int outputs, int width, int channel, int depth)
        where W : struct, IWinograd4
    {
        new Span<short>(taps, Taps * stride).Clear();
        for (int o = 0; o < outputs; o++)
        {
            int lane = W.Lane(o, width) * W.Interleave;
            sbyte* w = weights + Taps * (nint)depth * o + channel;
            for (int i = 0; i < W.Interleave && channel + i < depth; i++)
            {
                for (int tap = 0; tap < Taps; tap++)
                    taps[tap * stride + lane + i] = w[tap * (nint)depth + i];
            }
        }
    }

    /// <summary>G w G^T of 8 kernels, to <paramref name="at"/> in the panels of 36 positions.</summary>
    [MethodImpl(AggressiveOptimization)]
    private static void Transform(short* taps, int stride, short** panels, nint at, bool half)
    {
        Vector128<short>* rows = stackalloc Vector128<short>[18];
        for (int x = 0; x < 3; x++)
        {
            short* column = taps + x * stride;
            Transform(Vector128.Load(column), Vector128.Load(column + 3 * stride), Vector128.Load(column + 6 * stride), out rows[x], out rows[3 + x], out rows[6 + x], out rows[9 + x], out rows[12 + x], out rows[15 + x]);
        }
        for (int i = 0; i < 6; i++, panels += 6)
        {
            Transform(rows[3 * i], rows[3 * i + 1], rows[3 * i + 2], out Vector128<short> v0, out Vector128<short> v1, out Vector128<short> v2, out Vector128<short> v3, out Vector128<short> v4, out Vector128<short> v5);
            Store(panels[0] + at, v0, half);
            Store(panels[1] + at, v1, half);
            Store(panels[2] + at, v2, half);
            Store(panels[3] + at, v3, half);
            Store(panels[4] + at, v4, half);
            Store(panels[5] + at, v5, half);
        }
    }

    [MethodImpl(AggressiveInlining)]
    private static void Transform(Vector128<short> a, Vector128<short> b, Vector128<short> c, out Vector128<short> v0, out Vector128<short> v1, out Vector128<short> v2, out Vector128<short> v3, out Vector128<short> v4, out Vector128<short> v5)
    {
        Vector128<short> ends = a + c, twofold = b << 1, weighted = a + (c << 2);
        v0 = (a << 2) + (a << 1);
        v1 = (ends + b) << 2;
        v2 = (b - ends) << 2;
        v3 = weighted + twofold;
        v4 = weighted - twofold;
        v5 = (c << 2) + (c << 1);
    }

    /// <summary>G w G^T of 8 kernels for each phase; the next phase of a position lies <paramref name="phase"/> values further.</summary>
    [MethodImpl(AggressiveOptimization)]
    private static void TransformPhases(short* taps, int stride, short** panels, nint at, nint phase, bool half)
    {
        Vector128<short>* rows = stackalloc Vector128<short>[10];
        for (int index = 0; index < 4; index++)
        {
            int oddRow = index >> 1, oddColumn = index & 1;
            for (int x = 0; x < 2; x++)
            {
                // Columns 0 and 2 of the weights, or 1 and none; rows likewise.
                short* column = taps + (2 * x + oddColumn) * stride;
                bool none = x == 1 && oddColumn == 1;
                Vector128<short> above = none ? Vector128<short>.Zero : Vector128.Load(column + 3 * oddRow * stride);
                Vector128<short> below = none || oddRow == 1 ? Vector128<short>.Zero : Vector128.Load(column + 6 * stride);
                Transform(above, below, out rows[x], out rows[2 + x], out rows[4 + x], out rows[6 + x], out rows[8 + x]);
            }
            for (int i = 0; i < 5 - oddRow; i++)
            {
                Transform(rows[2 * i], rows[2 * i + 1], out Vector128<short> v0, out Vector128<short> v1, out Vector128<short> v2, out Vector128<short> v3, out Vector128<short> v4);
                short** to = panels + 5 * i;
                nint place = at + WinogradForm.PhaseAt(5 * i, oddRow, oddColumn) * phase;
                Store(to[0] + place, v0, half);
                Store(to[1] + place, v1, half);
                Store(to[2] + place, v2, half);
                Store(to[3] + place, v3, half);
                if (oddColumn == 0)
                    Store(to[4] + at + WinogradForm.PhaseAt(5 * i + 4, oddRow, 0) * phase, v4, half);
            }
        }
    }

    [MethodImpl(AggressiveInlining)]
    private static void Transform(Vector128<short> a, Vector128<short> b, out Vector128<short> v0, out Vector128<short> v1, out Vector128<short> v2, out Vector128<short> v3, out Vector128<short> v4)
    {
        Vector128<short> both = a + b;
        v0 = a + (a << 1);
        v1 = -(both + (both << 1));
        v2 = b - a;
        v3 = a + (b << 1);
        v4 = (b << 2) + (b << 1);
    }

    [MethodImpl(AggressiveInlining)]
    private static void Store(short* to, Vector128<short> values, bool half)
    {
        if (half)
            values.GetLower().Store(to);
        else
            values.Store(to);
    }
}
