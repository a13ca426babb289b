#nullable enable
using System;

namespace YoloGen.Generated;

/// <summary>U of <see cref="Winograd4"/>: G w G^T of 3x3 weights, or of the four phases of <see cref="WinogradForm"/>.</summary>
internal static unsafe class WinogradWeights
{
    /// <summary>
    /// A panel of outputs from <paramref name="first"/> on in all planes, zero in lanes and channels that do not exist. <paramref name="plane"/>: bytes of a
    /// position for one phase.
    /// </summary>
    public static void PackPanel<W>(byte* u, nint plane, sbyte* weights, int first, int outputs, int depth)
        where W : struct, IWinograd4
    {
        int positions = WinogradForm.Positions<W>(), width = W.Width(outputs), depth8 = Winograd4.Depth8(depth);
        short** panels = stackalloc short*[positions];
        for (int position = 0; position < positions; position++)
        {
            int channels = WinogradForm.Phases<W>(position) * depth8;
            panels[position] = (short*)(u + WinogradForm.PhasesBefore<W>(position) * plane) + first * (nint)channels;
            new Span<short>(panels[position], width * channels).Clear();
        }
        int* values = stackalloc int[36];
        for (int channel = 0; channel < depth; channel++)
        {
            for (int o = 0; o < outputs; o++)
            {
                sbyte* w = weights + 9 * (nint)depth * o + channel;
                int lane = W.Lane(o, width);
                if (W.Stride == 1)
                {
                    Transform(w, depth, values);
                    int at = W.WeightAt(channel, lane, width);
                    for (int position = 0; position < 36; position++)
                        panels[position][at] = (short)values[position];
                    continue;
                }
                for (int phase = 0; phase < 4; phase++)
                {
                    TransformPhase(w, depth, phase >> 1, phase & 1, values);
                    for (int position = 0; position < 25; position++)
                    {
                        int index = WinogradForm.PhaseAt(position, phase >> 1, phase & 1);
                        if (index >= 0)
                            panels[position][W.WeightAt(index * depth8 + channel, lane, width)] = (short)values[position];
                    }
                }
            }
        }
    }

    /// <summary>G w G^T of 3x3 weights that are <paramref name="stride"/> bytes apart.</summary>
    private static void Transform(sbyte* w, nint stride, int* values)
    {
        int* rows = stackalloc int[18];
        for (int x = 0; x < 3; x++)
            Transform(w[x * stride], w[(x + 3) * stride], w[(x + 6) * stride], rows + x, 3);
        for (int i = 0; i < 6; i++)
            Transform(rows[3 * i], rows[3 * i + 1], rows[3 * i + 2], values + 6 * i, 1);
    }

    private static void Transform(int a, int b, int c, int* values, int stride)
    {
        values[0] = 6 * a;
        values[stride] = 4 * (a + b + c);
        values[2 * stride] = -4 * (a - b + c);
        values[3 * stride] = a + 2 * b + 4 * c;
        values[4 * stride] = a - 2 * b + 4 * c;
        values[5 * stride] = 6 * c;
    }

    /// <summary>G w G^T of the weights that pixels in odd or even rows and columns meet at stride 2.</summary>
    private static void TransformPhase(sbyte* w, nint stride, int oddRow, int oddColumn, int* values)
    {
        int* rows = stackalloc int[10];
        for (int x = 0; x < 2; x++)
        {
            // Column 0 and 2 of the weights, or 1 and none.
            sbyte* column = w + (2 * x + oddColumn) * stride;
            bool none = x == 1 && oddColumn == 1;
            int above = none ? 0 : column[3 * oddRow * stride], below = none || oddRow == 1 ? 0 : column[6 * stride];
            TransformPair(above, below, rows + x, 2);
        }
        for (int i = 0; i < 5; i++)
            TransformPair(rows[2 * i], rows[2 * i + 1], values + 5 * i, 1);
    }

    private static void TransformPair(int a, int b, int* values, int stride)
    {
        values[0] = 3 * a;
        values[stride] = -3 * (a + b);
        values[2 * stride] = b - a;
        values[3 * stride] = a + 2 * b;
        values[4 * stride] = 6 * b;
    }
}
