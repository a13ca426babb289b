namespace YoloGen.Cost;

/// <summary>
/// The core of a Raspberry Pi 3 and Zero 2 W: in order, so that a multiplication that needs the one before it waits. Counted by llvm-mca's model of the core
/// (<c>eng/a72</c>), which knows of no forwarding between them and is likely too slow; kernels are chosen for the Cortex-A72, whose instructions it runs.
/// </summary>
internal static class CortexA53
{
    public static readonly CoreModel Pi3 = CortexA72.Core with
    {
        Name = "cortex-a53",
        Machine = "Raspberry Pi 3 B+",
        ShortName = "pi3",
        Gigahertz = 1.4,
        L1 = new CacheModel(32 << 10, 4, 64),
        L2 = new CacheModel(512 << 10, 16, 64),
        Alone = new MissCycles(12, 25),
        Shared = new MissCycles(6, 30),
        Calibration = "counted, not measured: instructions by llvm-mca, whose model of this core is likely too slow, and assumed penalties of misses",
        Kernels = CortexA72.Core.Kernels with
        {
            Bytes = CortexA72.Core.Kernels.Bytes with { Step = 271, HalfStep = 136, Segment = 12, Tile = 300, Row = 400 },
            Floats = CortexA72.Core.Kernels.Floats with { Step = 48, Segment = 25, Tile = 200, Row = 80 },
            Winograd = new Dictionary<string, WinogradFigures>
            {
                ["winograd4.4x16"] = new() { Tiles = 4, Columns = 16, Step = 280, Product = 250, Input = 350, Output = 1050, Strip = 1000 },
                ["winograd4.4x20"] = new() { Tiles = 4, Columns = 20, Step = 402, Product = 250, Input = 350, Output = 1050, Strip = 1000 },
            },
// What the counted networks do not have is the A72's, three to four times as long.
            Values = CortexA72.Core.Kernels.Values with
            {
                Quantize = 27, QuantizePlanar = 17.5, Dequantize = 12, DequantizePlanar = 29, QAdd = 17.5, QMul = 20, Lookup = 5, Slopes = 5,
                MaxPoolBytes = 1.3, MaxPoolFloats = 2, AveragePool = 2, QAveragePool = 14, QAverageSums = 3.6,
                ReducePixels = (1.5, 0.6, 0.6), ReduceChannels = (7.5, 3.5, 3.5), Reduce = 14,
                QDepthwiseProducts = 2.5, DepthwiseProducts = (1.8, 2.4), SumConvProducts = 0.8, QMatMulProducts = 1.5, QMatMulValue = 25, MatMulProducts = 1,
                Unary = 6, Functions = CortexA72.Core.Kernels.Values.Functions.ToDictionary(f => f.Key, f => 3 * f.Value),
                Binary = 5, Divide = 26, Softmax = (60, 80), Copy = 2, CopyPlanar = 8, Nearest = 2, Linear = 30, Cubic = 150, Other = 3.1,
            },
        },
    };

    public static readonly CoreModel Zero2 = Pi3 with { Machine = "Raspberry Pi Zero 2 W", ShortName = "zero2", Gigahertz = 1 };
}
