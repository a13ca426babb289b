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
        ShortName = "pi4",
        InstructionSet = "neon",
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
                PanelBytes = (8, 64), PackedDepth = 8, SliceBytes = 16 << 10,
            },

            // fmla: 64 products of an input value in 16 cycles.
            Floats = new TileFigures
            {
                Pixels = 8, Columns = 8, Depth = 1, Step = 16, Segment = 16.3, Tile = 81.3, Row = 26, RestTile = 1,
                PanelBytes = (32, 32), PackedDepth = 1,
            },
            Winograd = new Dictionary<string, WinogradFigures>
            {
                // smlal by element: 512 products in 128 cycles; with madd on the other pipe 640.
                ["winograd4.4x16"] = new() { Tiles = 4, Columns = 16, Step = 128, Product = 130, Input = 190, Output = 170, Strip = 500 },
                ["winograd4.4x20"] = new() { Tiles = 4, Columns = 20, Step = 128, Product = 160, Input = 190, Output = 170, Strip = 500 },
            },
            Values = new ValueFigures
            {
                Lookup = 1.58, Slopes = 0.8, QAdd = 3.05, QMul = 4.2, Quantize = 3.2, QuantizePlanar = 4.8, Dequantize = 2, DequantizePlanar = 5,
                MaxPoolBytes = 0.45, MaxPoolFloats = 0.6, AveragePool = 0.6, QAveragePool = 3.9, QAverageSums = 0.5,
                ReducePixels = (0.41, 0.19, 0.19), ReduceChannels = (1.6, 1.7, 1.7), Reduce = 4,
                QDepthwiseProducts = 0.56, DepthwiseProducts = (0.53, 0.72), SumConvProducts = 0.2, QMatMulProducts = 0.38, QMatMulValue = 6.3, MatMulProducts = 0.3,
                Unary = 1.66,
                Functions = new Dictionary<UnaryKind, double> { [UnaryKind.Silu] = 16, [UnaryKind.Sigmoid] = 14, [UnaryKind.Exp] = 10, [UnaryKind.Tanh] = 16, [UnaryKind.Sin] = 70, [UnaryKind.Cos] = 70, [UnaryKind.Tan] = 110, [UnaryKind.Atan] = 110 },
                Binary = 1.26, Divide = 8.5, Softmax = (19.5, 26.5), Copy = 1, CopyPlanar = 3.7, Nearest = 1, Linear = 10, Cubic = 50, Other = 3,
            },
            Gather = 4,
            Run = 25,
            Layer = 150,
        },
    };
}
