namespace YoloGen.Cost;

/// <summary>
/// The Raspberry Pi 5's core: two pipes of dot products, 32 multiply-adds a cycle. The figures are fitted to what llvm-mca's model of the Neoverse N1, the
/// same core for servers, says of the emitted loops and to simulated caches (<c>eng/a72</c>). That model starts three operations a cycle where the core
/// starts four; penalties of misses are those of the Cortex-A72 by published latencies and by how fast the memory is. Nobody has measured either.
/// </summary>
internal static class CortexA76
{
    public static readonly CoreModel Core = CortexA72.Core with
    {
        Name = "cortex-a76",
        Machine = "Raspberry Pi 5",
        ShortName = "pi5",
        InstructionSet = "dot",
        Gigahertz = 2.4,
        L1 = new CacheModel(64 << 10, 4, 64),
        L2 = new CacheModel(2 << 20, 16, 64),
        Alone = new MissCycles(6, 8),
        Shared = new MissCycles(3, 10),
        Calibration = "fitted to a cycle model of the Neoverse N1 whose penalties of misses are assumed; not compared with a Pi 5",
        Kernels = CortexA72.Core.Kernels with
        {
            // 64 sdot, 12 loads: 1,024 products in 37 cycles.
            Bytes = new TileFigures
            {
                Pixels = 8, Columns = 8, Depth = 16, Step = 37, HalfStep = 20, RestStep = 26, Segment = 6, Tile = 110, Row = 60, PartValue = 1, RestTile = 1.5,
                PanelBytes = (8, 64), PackedDepth = 4,
            },
            Values = CortexA72.Core.Kernels.Values with { QMatMulProducts = 0.276, QMatMulValue = 3.2 },
            Winograd = new Dictionary<string, WinogradFigures>(),
        },
    };
}
