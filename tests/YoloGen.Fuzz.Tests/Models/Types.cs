using YoloGen.Compiler.Graph;
using YoloGen.Onnx;

namespace YoloGen.Fuzz.Tests.Models;

/// <summary>Element types of the IR in ONNX files, and shapes.</summary>
internal static class Types
{
    public static OnnxDataType Onnx(ElementType type) => type switch
    {
        ElementType.Float32 => OnnxDataType.Float,
        ElementType.UInt8 => OnnxDataType.UInt8,
        ElementType.Int8 => OnnxDataType.Int8,
        ElementType.Int32 => OnnxDataType.Int32,
        ElementType.Int64 => OnnxDataType.Int64,
        _ => OnnxDataType.Bool,
    };

    public static int Count(long[] dims) => checked((int)dims.Aggregate(1L, (a, b) => a * b));

    public static OnnxTensor Tensor(string name, ElementType type, long[] dims, int[] values) => type switch
    {
        ElementType.Float32 => OnnxModelBuilder.Tensor(name, dims, Array.ConvertAll(values, v => (float)v)),
        ElementType.UInt8 => OnnxModelBuilder.Tensor(name, dims, Array.ConvertAll(values, v => (byte)v)),
        ElementType.Int8 => OnnxModelBuilder.Tensor(name, dims, Array.ConvertAll(values, v => (sbyte)v)),
        ElementType.Int32 => OnnxModelBuilder.Tensor(name, dims, values),
        ElementType.Int64 => OnnxModelBuilder.Tensor(name, dims, Array.ConvertAll(values, v => (long)v)),
        _ => OnnxModelBuilder.Tensor(name, dims, Array.ConvertAll(values, v => v != 0)),
    };

    /// <summary>Numpy broadcasting; null where the shapes do not fit.</summary>
    public static long[]? Broadcast(long[] a, long[] b)
    {
        var result = new long[Math.Max(a.Length, b.Length)];
        for (int i = 1; i <= result.Length; i++)
        {
            long x = i <= a.Length ? a[^i] : 1, y = i <= b.Length ? b[^i] : 1;
            if (x != y && x != 1 && y != 1)
            {
                return null;
            }

            result[^i] = x == 1 ? y : x;
        }

        return result;
    }

    public static long[] With(this long[] dims, int axis, long size)
    {
        long[] copy = [.. dims];
        copy[axis] = size;
        return copy;
    }
}
