using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Upsample of opsets 7 (scales as an attribute) and 9 (as an input).</summary>
internal static class UpsampleImport
{
    public static void Import(NodeImport n)
    {
        Tensor x = n.In(0, ElementType.Float32, ElementType.UInt8, ElementType.Int8);
        IReadOnlyList<float> scales = n.Opset < 9 ? n.Attributes.Floats("scales") ?? throw n.Attributes.Bad("attribute 'scales' is missing") : n.ConstantFloats(1, "scales");
        ResizeMode mode = n.Attributes.Text("mode", "nearest") switch
        {
            "nearest" => ResizeMode.Nearest,
            "linear" or "bilinear" => ResizeMode.Linear,
            string other => throw n.Attributes.Bad($"mode is '{other}'"),
        };
        ResizeShape shape = ResizeShape.FromScales(n, x, scales, null);
        ResizeBuilder.Result(n, x, shape, mode, CoordinateMode.Asymmetric, ResizeBuilder.OldNearest(n, mode, shape.Scales));
    }
}
