using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Export;

/// <summary>Quantization; parameters become constant inputs, a list for each axis position or a scalar.</summary>
internal static class QuantizeExport
{
    public static void Export(ExportState state, Node node)
    {
        string[] inputs = [.. node.Inputs.Select(state.Read)];
        switch (node.Op)
        {
            case QuantizeLinear { Params: { } p }:
                Linear(state, node, "QuantizeLinear", inputs[0], p);
                break;
            case DequantizeLinear { Params: { } p }:
                Linear(state, node, "DequantizeLinear", inputs[0], p);
                break;
            case ConvInteger op:
                state.Add(node, "ConvInteger", inputs, node.Output.Name, [.. ConvExport.Window(op.Window, dilations: true), ("group", op.Group)]);
                break;
            default:
                state.Add(node, node.Op.Name, inputs, [.. node.Outputs.Select(o => o.Name)]);
                break;
        }
    }

    private static void Linear(ExportState state, Node node, string op, string x, QuantParams p)
    {
        Shape shape = p.IsPerTensor ? Shape.Scalar : Shape.Of(p.Scales.Length);
        string scale = state.Constant(node.Output.Name + "_scale", new TensorData(shape, [.. p.Scales]));
        string zero = state.Constant(node.Output.Name + "_zero_point", ZeroPoints(shape, p));
        (string, object)[] attributes = p.IsPerTensor ? [] : [("axis", p.Axis)];
        state.Add(node, op, [x, scale, zero], node.Output.Name, attributes);
    }

    private static TensorData ZeroPoints(Shape shape, QuantParams p) => p.Type switch
    {
        ElementType.UInt8 => new TensorData(shape, p.ZeroPoints.Select(z => (byte)z).ToArray()),
        ElementType.Int8 => new TensorData(shape, p.ZeroPoints.Select(z => (sbyte)z).ToArray()),
        _ => new TensorData(shape, p.ZeroPoints.ToArray()),
    };
}
