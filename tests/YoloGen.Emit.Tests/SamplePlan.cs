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
}
