#nullable enable
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>How rows are cut into tiles, and what ends them.</summary>
internal static unsafe class FloatTiles
{
    /// <summary>Pixels of the next tile of a row with so many left, tiles having 6, 4, 3, 2 or 1: a tile of 1 is slow.</summary>
    [MethodImpl(AggressiveInlining)]
    public static int Six(int left) => left switch
    {
        >= 9 or 6 => left is 10 or 11 ? 4 : 6,
        5 => 3,
        >= 4 => 4,
        _ => left,
    };

    /// <summary>The same for tiles of 8, 6, 4, 3, 2 or 1.</summary>
    [MethodImpl(AggressiveInlining)]
    public static int Eight(int left) => left switch
    {
        9 or 10 or 13 or 6 => 6,
        >= 8 => 8,
        5 => 3,
        >= 4 => 4,
        _ => left,
    };

    /// <summary>Copies the first channels of a tile on the stack.</summary>
    public static void Store(float* tile, int columns, float* output, nint outputPixelStride, int pixels, int channels)
    {
        for (int pixel = 0; pixel < pixels; pixel++, tile += columns, output = (float*)((byte*)output + outputPixelStride))
        {
            for (int c = 0; c < channels; c++)
                output[c] = tile[c];
        }
    }
}
