using YoloGen.Compiler.Graph;
using YoloGen.Diagnostics;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Constant.</summary>
internal static class ConstantImport
{
    public static void Import(NodeImport n)
    {
        if (n.Source.Attributes.Count != 1)
        {
            throw n.Attributes.Bad($"{n.Source.Attributes.Count} values where one is expected");
        }

        string kind = n.Source.Attributes[0].Name;
        TensorData data = kind switch
        {
            "value" => Values(n.Attributes.Tensor("value")!, n),
            "value_float" => new TensorData(Graph.Shape.Scalar, [n.Attributes.Float(kind, 0)]),
            "value_int" => new TensorData(Graph.Shape.Scalar, [n.Attributes.Int(kind)]),
            "value_floats" => new TensorData(n.Shape(n.Attributes.Floats(kind)!.Count), [.. n.Attributes.Floats(kind)!]),
            "value_ints" => new TensorData(n.Shape(n.Attributes.Ints(kind)!.Count), [.. n.Attributes.Ints(kind)!]),
            _ => throw n.Unsupported($"'{kind}' is not supported; only dense numbers are"),
        };
        n.Alias(new Tensor(n.State.NameOf(n.Source.Outputs[0]), data));
    }

    public static TensorData Values(OnnxTensor tensor, NodeImport n) => ElementTypeMap.Values(tensor) ?? throw new YoloGenException(
        DiagnosticCodes.UnsupportedType, $"{n.Op} holds {tensor.Type.NameOf()} values, which are not supported; use float, float16, uint8, int8, int32, int64 or bool");
}
