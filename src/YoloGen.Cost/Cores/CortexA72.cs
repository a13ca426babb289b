namespace YoloGen.Cost;

/// <summary>
/// The Raspberry Pi 4's core: one pipe multiplies vectors of integers, 8 multiply-adds a cycle. The figures are fitted to what llvm-mca's model of the
/// core says of the emitted loops and to simulated caches (<c>eng/a72</c>), layer by layer over ten networks; that model's own penalties of misses
/// were fitted to published times of a Pi 4.
/// </summary>
internal static class CortexA72
{
    public static readonly CoreModel Core = new()
    {
        Name = "cortex-a72",
        Machine = "Raspberry Pi 4",
        Gigahertz = 1.5,
        Cores = 4,
        L1 = new CacheModel(32 << 10, 2, 64),
        L2 = new CacheModel(1 << 20, 16, 64),
        Alone = new MissCycles(10.8, 6.5),
        Shared = new MissCycles(5.4, 10.5),
        Calibration = "fitted to a cycle model of the core, which is off by 8 % on average from a Pi 4 over 19 published networks and about 9 % too low for INT8",
        Kernels = new KernelFigures
        {
            // smull, smlal, sadalp: 256 products in 32 cycles.
            Bytes = new TileFigures
            {
                Pixels = 2, Columns = 8, Depth = 16, Step = 32, HalfStep = 14.8, Segment = 7.6, Tile = 34.4, Row = 207, PartValue = 5.7, RestTile = 1,
                PanelBytes = (8, 64), PackedDepth = 8,
            },

            // fmla: 64 products of an input value in 16 cycles.
            Floats = new TileFigures
            {
                Pixels = 8, Columns = 8, Depth = 1, Step = 16, Segment = 16.3, Tile = 81.3, Row = 26, RestTile = 1,
                PanelBytes = (32, 32), PackedDepth = 1,
            },
            Values = new Dictionary<string, double>(StringComparer.Ordinal)
            {
                ["lookup"] = 1.58, ["qadd"] = 3.05, ["qmul"] = 4.2,
                ["quantize"] = 9, ["quantize.planar"] = 11.1, ["dequantize"] = 2, ["dequantize.planar"] = 5,
                ["maxpool.u8"] = 0.45, ["maxpool.s8"] = 0.45, ["maxpool"] = 0.6, ["avgpool"] = 0.6, ["qavgpool"] = 4.3,
                ["reduce.pixels.f32"] = 1.26, ["reduce.pixels.u8"] = 3, ["reduce.pixels.s8"] = 4,
                ["reduce.channels.f32"] = 1.8, ["reduce.channels.u8"] = 3.9, ["reduce.channels.s8"] = 4.25, ["reduce"] = 4,
                ["qdepthwise"] = 0.56, ["depthwise"] = 0.53, ["depthwise.stride"] = 0.72, ["sumconv"] = 0.2,
                ["qmatmul"] = 0.4, ["matmul"] = 0.3,
                ["unary"] = 1.66, ["unary.Silu"] = 16, ["unary.Sigmoid"] = 14, ["unary.Exp"] = 10, ["unary.Tanh"] = 16,
                ["binary"] = 1.26, ["binary.Div"] = 8.5, ["softmax"] = 25, ["qsoftmax"] = 25,
                ["copy"] = 1, ["copy.planar"] = 3.7, ["nearest"] = 1, ["linear"] = 10, ["cubic"] = 50, ["other"] = 3,
            },
            Run = 25,
            Layer = 150,
        },
    };
}
