using System.Collections.Immutable;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Diagnostics;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Reads and checks scales and zero points.</summary>
internal static class Quantization
{
    /// <summary>Whether a scale and its optional zero point are known at compile time.</summary>
    public static bool AreConstant(NodeImport n, int scale, int zeroPoint)
        => n.In(scale).IsConstant && (n.Optional(zeroPoint)?.IsConstant ?? true);

    /// <summary>Per-tensor parameters of an input or output of a quantized operator.</summary>
    /// <param name="n">The node.</param>
    /// <param name="scale">Input that holds the scale.</param>
    /// <param name="zeroPoint">Input that holds the zero point; omitted means 0.</param>
    /// <param name="type">Type of the quantized tensor.</param>
    public static QuantParams PerTensor(NodeImport n, int scale, int zeroPoint, ElementType type)
    {
        QuantParams all = Read(n, scale, zeroPoint, type, 0);
        return all.IsPerTensor ? all : throw Bad(n, n.In(scale), $"{all.Scales.Length} scales where one is expected");
    }

    /// <summary>Parameters with one scale, or one for each index of an axis.</summary>
    public static QuantParams PerAxis(NodeImport n, int scale, int zeroPoint, ElementType type, Tensor quantized, int axis)
    {
        QuantParams all = Read(n, scale, zeroPoint, type, axis);
        return all.IsPerTensor || (axis < quantized.Shape.Rank && quantized.Shape[axis] == all.Scales.Length)
            ? all
            : throw Bad(n, n.In(scale), $"{all.Scales.Length} scales along axis {axis} of [{string.Join(',', quantized.Shape.Dims)}]");
    }

    /// <summary>The type of an activation's zero point, uint8 if it is omitted.</summary>
    public static ElementType TypeOf(NodeImport n, int zeroPoint)
    {
        ElementType type = n.Optional(zeroPoint)?.Type ?? ElementType.UInt8;
        return type.IsQuantized() ? type : throw n.BadType(zeroPoint, "u8 or s8");
    }

    /// <summary>Constant scales of a tensor or an axis.</summary>
    public static float[] Scales(NodeImport n, int index)
    {
        Tensor scale = n.Float(index);
        float[] scales = n.ConstantFloats(index, "the scale");
        if (scale.Shape.Rank > 1 && scales.Length > 1)
        {
            throw n.Unsupported("scales of blocks are not supported; quantize for each tensor or channel");
        }

        foreach (float s in scales)
        {
            if (!float.IsFinite(s) || s <= 0)
            {
                throw new YoloGenException(
                    DiagnosticCodes.BadScale, $"{n.Op}: the scale '{scale.Name}' is {s.ToString(System.Globalization.CultureInfo.InvariantCulture)}; scales must be above 0 and finite, quantize the model again");
            }
        }

        return scales;
    }

    private static QuantParams Read(NodeImport n, int scaleIndex, int zeroIndex, ElementType type, int axis)
    {
        Tensor scale = n.Float(scaleIndex);
        float[] scales = Scales(n, scaleIndex);
        int[] zeros = ZeroPoints(n, zeroIndex, type);
        int count = Math.Max(scales.Length, zeros.Length);
        return scales.Length >= 1 && (scales.Length == count || scales.Length == 1) && (zeros.Length == count || zeros.Length == 1)
            ? new QuantParams(type, Repeat(scales, count), Repeat(zeros, count), axis)
            : throw Bad(n, scale, $"{scales.Length} scales and {zeros.Length} zero points");
    }

    private static int[] ZeroPoints(NodeImport n, int index, ElementType type)
    {
        if (n.Optional(index) is not { } tensor)
        {
            return [0];
        }

        if (tensor.Type != type)
        {
            throw Bad(n, tensor, $"the zero point has type {tensor.Type.ShortName()}, the quantized tensor {type.ShortName()}");
        }

        TensorData data = n.ConstantOf(index, "the zero point");
        int[] zeros = [.. Enumerable.Range(0, data.Values.Length).Select(i => (int)data.IntegerAt(i))];
        return type == ElementType.Int32 && zeros.Any(z => z != 0) ? throw Bad(n, tensor, "int32 values have a zero point other than 0") : zeros;
    }

    private static ImmutableArray<T> Repeat<T>(T[] values, int count) => values.Length == count ? [.. values] : [.. Enumerable.Repeat(values[0], count)];

    private static YoloGenException Bad(NodeImport n, Tensor at, string what)
        => new(DiagnosticCodes.BadQuantization, $"{n.Op}: {what} ('{at.Name}'); quantize the model again");
}
