using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Export;

/// <summary>Elementwise functions; Silu is x * Sigmoid(x), Mish is x * Tanh(Softplus(x)), which opset 17 does not have.</summary>
internal static class UnaryExport
{
    /// <summary>Writes the function from the value <paramref name="x"/> to the value <paramref name="y"/>.</summary>
    public static void Export(ExportState state, Node node, Unary op, string x, string y)
    {
        switch (op.Kind)
        {
            case UnaryKind.Silu:
                string gate = state.Inner(y + "_sigmoid");
                state.Add(node, "Sigmoid", [x], gate);
                state.Add(node, "Mul", [x, gate], y);
                break;
            case UnaryKind.Mish:
                string soft = state.Inner(y + "_softplus"), tanh = state.Inner(y + "_tanh");
                state.Add(node, "Softplus", [x], soft);
                state.Add(node, "Tanh", [soft], tanh);
                state.Add(node, "Mul", [x, tanh], y);
                break;
            case UnaryKind.LeakyRelu or UnaryKind.Elu:
                state.Add(node, op.Kind.ToString(), [x], y, ("alpha", op.Alpha));
                break;
            case UnaryKind.HardSigmoid:
                state.Add(node, "HardSigmoid", [x], y, ("alpha", op.Alpha), ("beta", op.Beta));
                break;
            case UnaryKind.Clip:
                ElementType type = node.Output.Type;
                state.Add(node, "Clip", [x, Limit(state, type, y + "_min", op.Alpha), Limit(state, type, y + "_max", op.Beta)], y);
                break;
            default:
                state.Add(node, op.Kind.ToString(), [x], y);
                break;
        }
    }

    private static string Limit(ExportState state, ElementType type, string name, float value) => type switch
    {
        ElementType.Float32 => state.Constant(name, new TensorData(Shape.Scalar, [value])),
        ElementType.UInt8 => state.Constant(name, new TensorData(Shape.Scalar, new[] { (byte)Math.Clamp(value, 0, 255) })),
        ElementType.Int8 => state.Constant(name, new TensorData(Shape.Scalar, new[] { (sbyte)Math.Clamp(value, -128, 127) })),
        ElementType.Int32 => state.Constant(name, new TensorData(Shape.Scalar, new[] { (int)Math.Clamp((double)value, int.MinValue, int.MaxValue) })),
        _ => state.Constant(name, new TensorData(Shape.Scalar, new[] { (long)value })),
    };
}
