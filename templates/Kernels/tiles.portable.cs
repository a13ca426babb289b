#nullable enable
namespace YoloGen.Generated;

/// <content>Convolutions in tiles: 1 is <see cref="PortableWinograd4"/>, 2 is <see cref="PortableWinogradStride2"/>.</content>
internal unsafe partial struct PortableKernels
{
    public static nuint TilePackedBytes(int kernel, int outputs, int depth) =>
        kernel == 2 ? Winograd4.PackedBytes<PortableWinogradStride2>(outputs, depth) : Winograd4.PackedBytes<PortableWinograd4>(outputs, depth);

    public static bool PackTiles(int kernel, byte* packed, sbyte* weights, int outputs, int depth, int* bias, float* scale) =>
        kernel == 2 ? Winograd4.Pack<PortableWinogradStride2>(packed, weights, outputs, depth, bias, scale) : Winograd4.Pack<PortableWinograd4>(packed, weights, outputs, depth, bias, scale);

    public static int TilePanels(int kernel, int outputs) => Winograd4.Panels<PortableWinograd4>(outputs);

    public static nuint TileInputBytes(int kernel, int tiles, int depth) =>
        kernel == 2 ? Winograd4.InputBytes<PortableWinogradStride2>(tiles, depth) : Winograd4.InputBytes<PortableWinograd4>(tiles, depth);

    public static nuint TileOutputBytes(int kernel, int tiles, int outputs) =>
        kernel == 2 ? Winograd4.OutputBytes<PortableWinogradStride2>(tiles, outputs) : Winograd4.OutputBytes<PortableWinograd4>(tiles, outputs);

    public static void TileInput(int kernel, byte* input, byte* v, int tileRows, int tileColumns, int first, int end, int depth, in ConvParams p)
    {
        if (kernel == 2)
            Winograd4.Input<PortableWinogradStride2>(input, v, tileRows, tileColumns, first, end, depth, in p);
        else
            Winograd4.Input<PortableWinograd4>(input, v, tileRows, tileColumns, first, end, depth, in p);
    }

    public static void TileOutputs(
        int kernel, byte* v, byte* packed, byte* output, nint outputRow, byte* m, int tileRows, int tileColumns, int firstPanel, int endPanel, int outputs, int depth, in ConvParams p)
    {
        if (kernel == 2)
            Winograd4.Outputs<PortableWinogradStride2>(v, packed, output, outputRow, m, tileRows, tileColumns, firstPanel, endPanel, outputs, depth, in p);
        else
            Winograd4.Outputs<PortableWinograd4>(v, packed, output, outputRow, m, tileRows, tileColumns, firstPanel, endPanel, outputs, depth, in p);
    }
}
