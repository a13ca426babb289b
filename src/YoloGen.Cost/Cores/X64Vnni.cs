namespace YoloGen.Cost;

/// <summary>
/// A core of a current x86-64 server with AVX-VNNI: as <see cref="X64Avx2"/>, but for the direct convolution of bytes, which multiplies four bytes for each
/// 32-bit lane. Its figure comes from instruction counts, not from a measurement.
/// </summary>
internal static class X64Vnni
{
    public static readonly CoreModel Core = X64Avx2.Core with
    {
        Name = "x86-64-v3 with AVX-VNNI",
        Machine = "x86-64 with AVX-VNNI",
        InstructionSet = "vnni",
        Calibration = "counted instructions, not measured; good enough to choose kernels",
        Kernels = X64Avx2.Core.Kernels with
        {
            // 12 vpdpbusd, two a cycle, and 8 loads: 384 products in 8 cycles.
            Bytes = new TileFigures
            {
                Pixels = 6, Columns = 16, Depth = 4, Step = 8, Segment = 4, Tile = 40, Row = 40, PartValue = 0.5, RestTile = 1, PanelBytes = (16, 128), PackedDepth = 4,
            },
        },
    };
}
