using YoloGen.Compiler.Graph;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Tests.NodeTests;

/// <summary>
/// Compares outputs as ONNX's own runner does: |found - expected| at most 1e-7 + 1e-3 |expected|, integers exactly.
/// Half precision outputs were rounded to 11 bits, bfloat16 to 8, when they were stored.
/// </summary>
internal static class NodeTestComparison
{
    /// <summary>The first difference in words, or null.</summary>
    public static string? Difference(OnnxTensor stored, TensorData found)
    {
        TensorData expected = NodeTestFolder.ValueOf(stored);
        if (expected.Type != found.Type || expected.Shape != found.Shape)
        {
            return $"{found.Type.ShortName()} {found.Shape} instead of {expected.Type.ShortName()} {expected.Shape}";
        }

        double relative = stored.Type == OnnxDataType.BFloat16 ? 1.0 / 128 : 1e-3;
        for (int i = 0; i < expected.Values.Length; i++)
        {
            bool same = expected.Type == ElementType.Float32
                ? Close(expected.Floats[i], found.Floats[i], relative)
                : expected.IntegerAt(i) == found.IntegerAt(i);
            if (!same)
            {
                return $"element {i} is {found.Values.GetValue(i)} instead of {expected.Values.GetValue(i)}";
            }
        }

        return null;
    }

    private static bool Close(float expected, float found, double relative)
        => expected.Equals(found) || Math.Abs((double)expected - found) <= 1e-7 + (relative * Math.Abs((double)expected));
}
