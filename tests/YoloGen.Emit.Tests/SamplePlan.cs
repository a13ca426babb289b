namespace YoloGen.Emit.Tests;

/// <summary>A small valid plan.</summary>
internal static class SamplePlan
{
    public static Plan Make(string name = "model") => new()
    {
        ClassName = "Sample",
        Namespace = "A.B",
        ModelName = name,
        ModelHash = new string('a', 64),
        Compiler = "test",
        WeightsLength = 64 + 256,
        WeightsHash = new string('0', 16),
        ArenaBytes = 4096,
        ArenaBound = 4000,
        Inputs = [new PlanPort(name, 0)],
        Outputs = [new PlanPort(name + "2", 1)],
        Tensors =
        [
            new PlanTensor(name, ElementType.Float32, [1, 3, 4, 4], [48, 16, 4, 1], 0, null),
            new PlanTensor(name, ElementType.Float32, [1, 3, 4, 4], [48, 16, 4, 1], 1024, null),
            new PlanTensor("padded", ElementType.UInt8, [1, 3, 4, 4], [108, 1, 18, 3], 2048 + 21, new PlanHalo(1, 1, 1, 1, 128)),
            new PlanTensor("", ElementType.Int8, [], [], 4000, null),
        ],
        Weights = [new PlanWeight(name, ElementType.Float32, [3, 1], 0, 12), new PlanWeight("table", ElementType.UInt8, [256], 64, 256)],
        Layers =
        [
            new QuantizeLayer { Name = name, X = PlanOperand.Tensor(0), Y = 2, Scale = 0.1f, Zero = 128 },
            new LookupLayer { Name = name, X = PlanOperand.Tensor(2), Table = PlanOperand.Weight(1), Y = 2 },
            new DequantizeLayer { Name = name, X = PlanOperand.Tensor(2), Y = 1, Scale = 0.1f, Zero = 128 },
        ],
        Head = new PlanHead(
            "yolov8",
            new PlanAttributes().Add("bgr", 0).AddFloats("mean", 0, 0, 0).AddFloats("scale", 1, 1, 1).Add("resize", "letterbox").AddFloats("score", 0.25f).AddFloats("iou", 0.45f).Add("capacity", 100),
            [new PlanDecode("Yolov8Head", [0], new PlanAttributes().Add("boxes", 8).Add("classes", 2), [])], [name, "other"]),
    };

    /// <summary>With a 3x3 convolution that can be computed in tiles.</summary>
    public static Plan WithTiles()
    {
        Plan plan = Make();
        return plan with
        {
            WeightsLength = 512,
            Tensors = [.. plan.Tensors, new PlanTensor("y", ElementType.UInt8, [1, 3, 4, 4], [48, 1, 12, 3], 3000, null)],
            Weights =
            [
                .. plan.Weights, new PlanWeight("w", ElementType.Int8, [3, 3, 3, 3], 320, 81), new PlanWeight("bias", ElementType.Int32, [3], 416, 12),
                new PlanWeight("scale", ElementType.Float32, [3], 432, 12),
            ],
            Layers =
            [
                plan.Layers[0],
                new QConvLayer
                {
                    X = PlanOperand.Tensor(2), Weights = PlanOperand.Weight(2), Bias = PlanOperand.Weight(3), Scale = PlanOperand.Weight(4), Y = 4,
                    Window = new ConvWindow(3, 3, 1, 1, 1, 1, 1, 1), IsBounded = true, Tiles = new TileSchedule(WorkSplit.Rows, 2),
                    Kernels =
                    [
                        new KernelChoice("portable", "direct.1x8", null, null, []),
                        new KernelChoice("avx2", "winograd4.6x16", 12, "products", [new KernelFigure("direct.4x16", 15)]),
                        new KernelChoice("vnni", "direct.6x16", null, null, []),
                        new KernelChoice("neon", "direct.2x8", 40, "l1", [new KernelFigure("winograd4.4x16", 50), new KernelFigure("winograd4.4x20", 51)]),
                        new KernelChoice("dot", "direct.8x8", null, null, []),
                    ],
                },
                .. plan.Layers.Skip(1),
            ],
        };
    }
}
