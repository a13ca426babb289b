using YoloGen.Compiler.Graph;
using YoloGen.Onnx;

namespace YoloGen.Fuzz.Tests.Models;

/// <summary>Weights and biases as the form has them: floats, or quantized behind a DequantizeLinear.</summary>
internal static class Weights
{
    /// <summary>Weights and their scales: none for floats, one for a tensor, or one for each index of the axis.</summary>
    public static (Value Value, float[] Scales) Of(ModelWriter w, double range, int axis, params long[] dims)
    {
        if (w.Form != Form.Qdq)
        {
            return (w.Floats(range, dims), []);
        }

        bool perChannel = w.Opset >= 13 && w.Flip();
        bool unsigned = !perChannel && w.Chance(5);
        int count = perChannel ? (int)dims[axis] : 1;
        float[] scales = [.. Enumerable.Range(0, count).Select(_ => (float)(range / 127 * w.Double(0.5, 1)))];
        ElementType type = unsigned ? ElementType.UInt8 : ElementType.Int8;
        Value bytes = unsigned ? w.Any(type, dims, 0, 255) : w.Any(type, dims, -128, 127);
        Value zero = unsigned ? w.Any(type, [], 128, 128) : w.Constant(Types.Tensor(w.Name("z"), type, perChannel ? [count] : [], new int[count]), type);
        Value scale = w.Constant(OnnxModelBuilder.Tensor(w.Name("s"), perChannel ? [count] : [], scales), ElementType.Float32);
        string name = w.Name("dq");
        w.Raw("DequantizeLinear", [bytes.Name, scale.Name, zero.Name], [name], perChannel ? [("axis", axis)] : []);
        return (new Value(name, dims, ElementType.Float32, range), scales);
    }

    /// <summary>A bias: int32 of the product's scale behind a DequantizeLinear where the input is dequantized, else floats.</summary>
    public static Value Bias(ModelWriter w, Value x, float[] scales, long channels)
    {
        if (x.Quantum is not { } q || scales.Length == 0 || w.Chance(4))
        {
            return w.Floats(0.5, channels);
        }

        Value values = w.Any(ElementType.Int32, [channels], -2000, 2000);
        bool perChannel = scales.Length > 1;
        float[] products = [.. scales.Select(s => s * q.Scale)];
        Value scale = w.Constant(OnnxModelBuilder.Tensor(w.Name("s"), perChannel ? [channels] : [], products), ElementType.Float32);
        string name = w.Name("dq");
        w.Raw("DequantizeLinear", [values.Name, scale.Name], [name], perChannel ? [("axis", 0)] : []);
        return new Value(name, [channels], ElementType.Float32, 0.5);
    }
}
