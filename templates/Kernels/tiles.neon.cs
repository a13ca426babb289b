#nullable enable
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>Convolutions in tiles: 1 is <see cref="NeonWinograd4"/>, 2 is <see cref="NeonMixedWinograd4"/>.</content>
internal unsafe partial struct NeonKernels
{
    public static nuint TilePackedBytes(int kernel, int outputs, int depth) =>
        kernel == 2 ? Winograd4.PackedBytes<NeonMixedWinograd4>(outputs, depth) : Winograd4.PackedBytes<NeonWinograd4>(outputs, depth);

    public static bool PackTiles(int kernel, byte* packed, sbyte* weights, int outputs, int depth, int* bias, float* scale) =>
        kernel == 2 ? Winograd4.Pack<NeonMixedWinograd4>(packed, weights, outputs, depth, bias, scale) : Winograd4.Pack<NeonWinograd4>(packed, weights, outputs, depth, bias, scale);

    public static int TilePanels(int kernel, int outputs) => kernel == 2 ? Winograd4.Panels<NeonMixedWinograd4>(outputs) : Winograd4.Panels<NeonWinograd4>(outputs);

    public static nuint TileInputBytes(int kernel, int tiles, int depth) => Winograd4.InputBytes<NeonWinograd4>(tiles, depth);

    public static nuint TileOutputBytes(int kernel, int tiles, int outputs) =>
        kernel == 2 ? Winograd4.OutputBytes<NeonMixedWinograd4>(tiles, outputs) : Winograd4.OutputBytes<NeonWinograd4>(tiles, outputs);

    public static void TileInput(int kernel, byte* input, byte* v, int tileRows, int tileColumns, int first, int end, int depth, in ConvParams p)
    {
        if (kernel == 2)
            Winograd4.Input<NeonMixedWinograd4>(input, v, tileRows, tileColumns, first, end, depth, in p);
        else
            Winograd4.Input<NeonWinograd4>(input, v, tileRows, tileColumns, first, end, depth, in p);
    }

    public static void TileOutputs(
        int kernel, byte* v, byte* packed, byte* output, nint outputRow, byte* m, int tileRows, int tileColumns, int firstPanel, int endPanel, int outputs, int depth, in ConvParams p)
    {
        if (kernel == 2)
            Winograd4.Outputs<NeonMixedWinograd4>(v, packed, output, outputRow, m, tileRows, tileColumns, firstPanel, endPanel, outputs, depth, in p);
        else
            Winograd4.Outputs<NeonWinograd4>(v, packed, output, outputRow, m, tileRows, tileColumns, firstPanel, endPanel, outputs, depth, in p);
    }
}
