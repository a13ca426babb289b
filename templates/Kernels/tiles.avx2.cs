#nullable enable
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>Convolutions in tiles: <see cref="Avx2Winograd4"/>.</content>
internal unsafe partial struct Avx2Kernels
{
    public static nuint TilePackedBytes(int kernel, int outputs, int depth) => Winograd4.PackedBytes<Avx2Winograd4>(outputs, depth);

    public static bool PackTiles(int kernel, byte* packed, sbyte* weights, int outputs, int depth, int* bias, float* scale) =>
        Winograd4.Pack<Avx2Winograd4>(packed, weights, outputs, depth, bias, scale);

    public static int TilePanels(int kernel, int outputs) => Winograd4.Panels<Avx2Winograd4>(outputs);

    public static nuint TileOutputBytes(int kernel, int tiles, int outputs) => Winograd4.OutputBytes<Avx2Winograd4>(tiles, outputs);

    [MethodImpl(AggressiveInlining)]
    public static void TileInput(int kernel, byte* input, byte* v, int tileRows, int tileColumns, int first, int end, int depth, in ConvParams p) =>
        Winograd4.Input<Avx2Winograd4>(input, v, tileRows, tileColumns, first, end, depth, in p);

    [MethodImpl(AggressiveInlining)]
    public static void TileOutputs(
        int kernel, byte* v, byte* packed, byte* output, nint outputRow, byte* m, int tileRows, int tileColumns, int firstPanel, int endPanel, int outputs, int depth, in ConvParams p) =>
        Winograd4.Outputs<Avx2Winograd4>(v, packed, output, outputRow, m, tileRows, tileColumns, firstPanel, endPanel, outputs, depth, in p);
}
