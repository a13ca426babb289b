using YoloGen.Compiler.Graph;
using YoloGen.Onnx;

namespace YoloGen.Fuzz.Tests.Models.Families;

/// <summary>What dynamic quantizers write: activations quantized by DynamicQuantizeLinear, sums in int32, scaled back in floats.</summary>
internal static class Dynamic
{
    public static Value? DynamicQuantizeLinear(ModelWriter w)
    {
        if (w.Float() is not { } x)
        {
            return null;
        }

        string[] y = Quantize(w, x);
        return w.Node("DequantizeLinear", y, ElementType.Float32, x.Dims, x.Range, null);
    }

    public static Value? ConvInteger(ModelWriter w)
    {
        if (w.Float(v => v.Rank == 4) is not { } x || Window.Draw(w, x.Dims[2..], pool: false, dilated: true) is not { } window)
        {
            return null;
        }

        (long group, long outputs) = Products.Groups(w, x.Dims[1]);
        long inputs = x.Dims[1] / group;
        ElementType type = w.Pick(ElementType.UInt8, ElementType.Int8);
        string[] y = Quantize(w, x);
        Value weights = Quantized.WeightBytes(w, type, [outputs, inputs, .. window.Kernel]), zero = Quantized.WeightZeros(w, type, []);
        long[] dims = [x.Dims[0], outputs, .. window.Output];
        string sum = w.Name("n");
        w.Raw("ConvInteger", [y[0], weights.Name, y[2], .. w.Chance(5) && type == ElementType.Int8 ? Array.Empty<string>() : [zero.Name]], [sum], [.. window.Attributes, .. Products.Group(w, group)]);
        return Finish(w, x, sum, y[1], dims, inputs * window.Kernel.Aggregate(1L, (a, b) => a * b), perChannel: false, w.Flip() ? [outputs, 1, 1] : null);
    }

    public static Value? MatMulInteger(ModelWriter w)
    {
        if (w.Float(v => v.Rank >= 2) is not { } x)
        {
            return null;
        }

        long k = x.Dims[^1], n = w.Int(1, 20);
        ElementType type = w.Pick(ElementType.UInt8, ElementType.Int8);
        bool perColumn = w.Flip();
        string[] y = Quantize(w, x);
        Value weights = Quantized.WeightBytes(w, type, [k, n]), zero = Quantized.WeightZeros(w, type, perColumn ? [n] : []);
        string sum = w.Name("n");
        w.Raw("MatMulInteger", [y[0], weights.Name, y[2], zero.Name], [sum]);
        return Finish(w, x, sum, y[1], [.. x.Dims[..^1], n], k, perColumn, w.Flip() ? [n] : null);
    }

    public static Value? DynamicQuantizeMatMul(ModelWriter w)
    {
        if (w.Float(v => v.Rank >= 2) is not { } x)
        {
            return null;
        }

        long k = x.Dims[^1], n = w.Int(1, 20);
        ElementType type = w.Pick(ElementType.UInt8, ElementType.Int8);
        bool perColumn = w.Flip();
        float scale = (float)(0.02 / Math.Sqrt(k));
        Value weights = Quantized.WeightBytes(w, type, [k, n]), scales = w.Floats(scale * 0.5, scale, perColumn ? [n] : [1]), zero = Quantized.WeightZeros(w, type, perColumn ? [n] : [1]);
        string[] operands = [x.Name, weights.Name, scales.Name, zero.Name, .. w.Flip() ? [w.Floats(0.5, n).Name] : Array.Empty<string>()];
        return w.Node("com.microsoft:DynamicQuantizeMatMul", operands, ElementType.Float32, [.. x.Dims[..^1], n], x.Range * 1.5, null);
    }

    public static Value? MatMulIntegerToFloat(ModelWriter w)
    {
        if (w.Float(v => v.Rank >= 2) is not { } x)
        {
            return null;
        }

        long k = x.Dims[^1], n = w.Int(1, 20);
        ElementType type = w.Pick(ElementType.UInt8, ElementType.Int8);
        bool perColumn = w.Flip();
        float scale = (float)(0.02 / Math.Sqrt(k));
        string[] y = Quantize(w, x);
        Value weights = Quantized.WeightBytes(w, type, [k, n]), scales = w.Floats(scale * 0.5, scale, perColumn ? [n] : [1]), zero = Quantized.WeightZeros(w, type, perColumn ? [n] : [1]);
        string[] operands = [y[0], weights.Name, y[1], scales.Name, y[2], zero.Name, .. w.Flip() ? [w.Floats(0.5, n).Name] : Array.Empty<string>()];
        return w.Node("com.microsoft:MatMulIntegerToFloat", operands, ElementType.Float32, [.. x.Dims[..^1], n], x.Range * 1.5, null);
    }

    private static string[] Quantize(ModelWriter w, Value x)
    {
        string[] y = [w.Name("q"), w.Name("q"), w.Name("q")];
        w.Raw("DynamicQuantizeLinear", [x.Name], y);
        return y;
    }

    /// <summary>Cast, the product of the scales, Mul, and mostly a bias.</summary>
    private static Value Finish(ModelWriter w, Value x, string sum, string scale, long[] dims, long terms, bool perChannel, long[]? bias)
    {
        float range = (float)(0.02 / Math.Sqrt(terms));
        string real = w.Name("n"), product = w.Name("n");
        w.Raw("Cast", [sum], [real], ("to", (int)OnnxDataType.Float));
        w.Raw("Mul", [scale, w.Floats(range * 0.5, range, perChannel ? [dims[^1]] : []).Name], [product]);
        Value y = w.Node("Mul", w.Flip() ? [real, product] : [product, real], ElementType.Float32, dims, x.Range * 1.5, null);
        if (bias is null)
        {
            return y;
        }

        w.Forget(y);
        return w.Node("Add", [y, w.Floats(0.5, bias)], ElementType.Float32, dims, y.Range + 0.5);
    }
}
