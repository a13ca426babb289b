#nullable enable

namespace YoloGen.Generated;

/// <summary>Packing of float convolution weights, the same for all tiles but for the number of columns.</summary>
internal static unsafe class FloatPanels
{
    public static nuint Bytes(int columns, int outer, int inner, int depth) =>
        ((nuint)columns * ((nuint)outer * (nuint)inner * (nuint)depth + 1) * sizeof(float) + 63) & ~(nuint)63;

    public static void Pack(int columns, float* panel, float* weights, int channels, nint taps, float* bias)
    {
        for (int c = 0; c < columns; c++, panel++)
        {
            bool real = c < channels;
            *panel = real && bias != null ? bias[c] : 0f;
            for (nint tap = 0; tap < taps; tap++)
                panel[(tap + 1) * columns] = real ? weights[c * taps + tap] : 0f;
        }
    }
}
