using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>The factor of an exact sum, each operation rounded to single precision.</summary>
internal static class SumScales
{
    /// <summary>fl(fl(sx * sw) / sy) for each scale of the weights; fl(sx * sw) without an output scale.</summary>
    public static float[] Of(QuantParams x, QuantParams w, QuantParams? y)
    {
        var scales = new float[w.Scales.Length];
        for (int i = 0; i < scales.Length; i++)
        {
            float product = x.Scale * w.Scales[i];
            scales[i] = y is null ? product : product / y.Scale;
        }

        return scales;
    }
}
