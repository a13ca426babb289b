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
            new PlanTensor(name, PlanType.F32, [1, 3, 4, 4], [48, 16, 4, 1], 0, null),
            new PlanTensor(name, PlanType.F32, [1, 3, 4, 4], [48, 16, 4, 1], 1024, null),
            new PlanTensor("padded", PlanType.U8, [1, 3, 4, 4], [108, 1, 18, 3], 2048 + 21, new PlanHalo(1, 1, 1, 1, 128)),
            new PlanTensor("", PlanType.S8, [], [], 4000, null),
        ],
        Weights = [new PlanWeight(name, PlanType.F32, [3, 1], 0, 12), new PlanWeight("table", PlanType.U8, [256], 64, 256)],
        Layers =
        [
            new PlanLayer("quantize", name, [PlanOperand.Tensor(0)], [2], new PlanAttributes().AddFloats("scale", 0.1f).Add("zero", 128), []),
            new PlanLayer("lookup", name, [PlanOperand.Tensor(2), PlanOperand.Weight(1)], [2], new PlanAttributes(), []),
            new PlanLayer("dequantize", name, [PlanOperand.Tensor(2)], [1], new PlanAttributes().AddFloats("scale", 0.1f).Add("zero", 128), []),
        ],
        Head = new PlanHead(
            "yolov8",
            new PlanAttributes().Add("bgr", 0).AddFloats("mean", 0, 0, 0).AddFloats("scale", 1, 1, 1).Add("resize", "letterbox").AddFloats("score", 0.25f).AddFloats("iou", 0.45f).Add("capacity", 100),
            [new PlanDecode("Yolov8Head", [0], new PlanAttributes().Add("boxes", 8).Add("classes", 2), [])], [name, "other"]),
    };
}
