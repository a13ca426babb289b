namespace YoloGen.Cost;

/// <summary>
/// A core of a current x86-64 server with AVX2 and no AVX-VNNI (AMD Zen 3 and 4). Good enough to choose between kernels; no times are promised by it.
/// Convolutions are fitted to measured throughputs, everything else is a guess scaled from them.
/// </summary>
internal static class X64Avx2
{
    public static readonly CoreModel Core = new()
    {
        Name = "x86-64-v3",
        Machine = "x86-64 with AVX2",
        InstructionSet = "avx2",
        Gigahertz = 3.5,
        Cores = 8,
        L1 = new CacheModel(32 << 10, 8, 64),
        L2 = new CacheModel(1 << 20, 8, 64),
        Alone = new MissCycles(3, 20),
        Shared = new MissCycles(3, 25),
        Calibration = "fitted to the throughput of convolutions on one machine; good enough to choose kernels",
        Kernels = new KernelFigures
        {
            // 16 vpmaddwd and their additions: 256 products in 11 cycles.
            Bytes = new TileFigures
            {
                Pixels = 4, Columns = 16, Depth = 4, Step = 11, Segment = 4, Tile = 30, Row = 40, PartValue = 0.5, RestTile = 1, PanelBytes = (32, 128), PackedDepth = 4,
            },
            Floats = new TileFigures { Pixels = 6, Columns = 16, Depth = 1, Step = 6.5, Segment = 4, Tile = 30, Row = 40, RestTile = 1, PanelBytes = (64, 64), PackedDepth = 1 },
            Winograd = new Dictionary<string, WinogradFigures>
            {
                ["winograd4.6x16"] = new() { Tiles = 6, Columns = 16, Step = 30, Product = 15, Input = 40, Output = 40, Strip = 300 },
                ["winograd2.6x16"] = new() { Positions = 25, Products = 81, Tiles = 6, Columns = 16, Step = 30, Product = 15, Input = 130, Output = 40, Strip = 300 },
            },
            Values = new ValueFigures
            {
                Lookup = 0.4, Slopes = 0.15, QAdd = 0.6, QMul = 0.7, Quantize = 1, QuantizePlanar = 2, Dequantize = 0.4, DequantizePlanar = 1,
                MaxPoolBytes = 0.1, MaxPoolFloats = 0.2, AveragePool = 0.2, QAveragePool = 1, QAverageSums = 0.25,
                ReducePixels = (0.4, 0.6, 1), ReduceChannels = (0.4, 0.8, 1), Reduce = 1,
                QDepthwiseProducts = 0.1, DepthwiseProducts = (0.15, 0.2), SumConvProducts = 0.06, QMatMulProducts = 0.1, QMatMulValue = 1, MatMulProducts = 0.1,
                Unary = 0.4,
                Functions = new Dictionary<UnaryKind, double> { [UnaryKind.Silu] = 4, [UnaryKind.Sigmoid] = 3.5, [UnaryKind.Exp] = 2.5, [UnaryKind.Tanh] = 4, [UnaryKind.Sin] = 35, [UnaryKind.Cos] = 35, [UnaryKind.Tan] = 55, [UnaryKind.Atan] = 60 },
                Binary = 0.3, Divide = 1, Softmax = (6, 6), Copy = 0.3, CopyPlanar = 1, Nearest = 0.3, Linear = 3, Cubic = 12, Other = 1,
            },
            Gather = 1.5,
            Run = 8,
            Layer = 500,
        },
    };
}
