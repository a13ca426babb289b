#nullable enable
namespace YoloGen.Generated;

/// <summary>Convolutions in tiles by two kernels of an instruction set: number 1 is the first, number 2 the second.</summary>
/// <typeparam name="TFirst">Kernel 1.</typeparam>
/// <typeparam name="TSecond">Kernel 2.</typeparam>
internal unsafe interface ITilePair<TFirst, TSecond> : ITileKernels
    where TFirst : struct, IWinograd4
    where TSecond : struct, IWinograd4
{
    static nuint ITileKernels.TilePackedBytes(int kernel, int outputs, int depth) =>
        kernel == 2 ? Winograd4.PackedBytes<TSecond>(outputs, depth) : Winograd4.PackedBytes<TFirst>(outputs, depth);

    static bool ITileKernels.PackTiles(int kernel, byte* packed, sbyte* weights, int outputs, int depth, int* bias, float* scale) =>
        kernel == 2 ? Winograd4.Pack<TSecond>(packed, weights, outputs, depth, bias, scale) : Winograd4.Pack<TFirst>(packed, weights, outputs, depth, bias, scale);

    static int ITileKernels.TilePanels(int kernel, int outputs) => kernel == 2 ? Winograd4.Panels<TSecond>(outputs) : Winograd4.Panels<TFirst>(outputs);

    static nuint ITileKernels.TileInputBytes(int kernel, int tiles, int depth) =>
        kernel == 2 ? Winograd4.InputBytes<TSecond>(tiles, depth) : Winograd4.InputBytes<TFirst>(tiles, depth);

    static nuint ITileKernels.TileOutputBytes(int kernel, int tiles, int outputs) =>
        kernel == 2 ? Winograd4.OutputBytes<TSecond>(tiles, outputs) : Winograd4.OutputBytes<TFirst>(tiles, outputs);

    static void ITileKernels.TileInput(int kernel, byte* input, byte* v, int tileRows, int tileColumns, int first, int end, int depth, in ConvParams p)
    {
        if (kernel == 2)
            Winograd4.Input<TSecond>(input, v, tileRows, tileColumns, first, end, depth, in p);
        else
            Winograd4.Input<TFirst>(input, v, tileRows, tileColumns, first, end, depth, in p);
    }

    static void ITileKernels.TileOutputs(
        int kernel, byte* v, byte* packed, byte* output, nint outputRow, byte* m, int tileRows, int tileColumns, int firstPanel, int endPanel, int outputs, int depth, in ConvParams p)
    {
        if (kernel == 2)
            Winograd4.Outputs<TSecond>(v, packed, output, outputRow, m, tileRows, tileColumns, firstPanel, endPanel, outputs, depth, in p);
        else
            Winograd4.Outputs<TFirst>(v, packed, output, outputRow, m, tileRows, tileColumns, firstPanel, endPanel, outputs, depth, in p);
    }
}
