#nullable enable
using System;
using YoloGen.Generated;

namespace YoloGen.Kernels.Tests.Definition;

/// <content>Convolutions in tiles have no definition of their own: they are compared with the direct one.</content>
internal unsafe partial struct DefinitionKernels
{
    public static nuint TilePackedBytes(int kernel, int outputs, int depth) => throw new NotSupportedException();

    public static bool PackTiles(int kernel, byte* packed, sbyte* weights, int outputs, int depth, int* bias, float* scale) => throw new NotSupportedException();

    public static int TilePanels(int kernel, int outputs) => throw new NotSupportedException();

    public static nuint TileInputBytes(int kernel, int tiles, int depth) => throw new NotSupportedException();

    public static nuint TileOutputBytes(int kernel, int tiles, int outputs) => throw new NotSupportedException();

    public static void TileInput(int kernel, byte* input, byte* v, int tileRows, int tileColumns, int first, int end, int depth, in ConvParams p) => throw new NotSupportedException();

    public static void TileOutputs(
        int kernel, byte* v, byte* packed, byte* output, nint outputRow, byte* m, int tileRows, int tileColumns, int firstPanel, int endPanel, int outputs, int depth, in ConvParams p)
        => throw new NotSupportedException();
}
