using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>The scalar definition of each elementwise float function.</summary>
internal static class ScalarFunctions
{
    /// <summary>The function of <paramref name="op"/>, its parameters bound.</summary>
    public static Func<float, float> Of(Unary op)
    {
        float alpha = op.Alpha, beta = op.Beta;
        return op.Kind switch
        {
            UnaryKind.Relu => x => MathF.Max(x, 0),
            UnaryKind.LeakyRelu => x => x >= 0 ? x : alpha * x,
            UnaryKind.Elu => x => x >= 0 ? x : alpha * (MathF.Exp(x) - 1),
            UnaryKind.Sigmoid => Sigmoid,
            UnaryKind.HardSigmoid => x => Clamp(MathF.FusedMultiplyAdd(alpha, x, beta), 0, 1),
            UnaryKind.HardSwish => x => x * Clamp(MathF.FusedMultiplyAdd(x, 1f / 6f, 0.5f), 0, 1),
            UnaryKind.Mish => x => x * MathF.Tanh(Softplus(x)),
            UnaryKind.Silu => x => x * Sigmoid(x),
            UnaryKind.Tanh => MathF.Tanh,
            UnaryKind.Softplus => Softplus,
            UnaryKind.Erf => Erf,
            UnaryKind.Sqrt => MathF.Sqrt,
            UnaryKind.Exp => MathF.Exp,
            UnaryKind.Log => MathF.Log,
            UnaryKind.Neg => x => -x,
            UnaryKind.Abs => MathF.Abs,
            UnaryKind.Floor => MathF.Floor,
            UnaryKind.Ceil => MathF.Ceiling,
            UnaryKind.Round => x => MathF.Round(x, MidpointRounding.ToEven),
            UnaryKind.Reciprocal => x => 1 / x,
            UnaryKind.Clip => x => Clamp(x, alpha, beta),
            _ => throw new ArgumentOutOfRangeException(nameof(op), op.Kind, "not a float function"),
        };
    }

    private static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));

    private static float Softplus(float x) => MathF.Max(x, 0) + MathF.Log(1 + MathF.Exp(-MathF.Abs(x)));

    /// <summary>Limits in the order of ONNX: an upper limit below the lower one wins. NaN stays NaN.</summary>
    private static float Clamp(float x, float low, float high) => MathF.Min(MathF.Max(x, low), high);

    /// <summary>Series for small arguments, continued fraction for large ones (Abramowitz and Stegun 7.1.5, 7.1.14).</summary>
    private static float Erf(float x)
    {
        double a = Math.Abs(x), result;
        if (float.IsNaN(x))
        {
            return x;
        }

        if (a < 2.5)
        {
            double term = a, sum = a;
            for (int n = 1; Math.Abs(term) > 1e-18 * sum; n++)
            {
                term *= -a * a / n;
                sum += term / ((2 * n) + 1);
            }

            result = 2 / Math.Sqrt(Math.PI) * sum;
        }
        else
        {
            double fraction = 0;
            for (int n = 60; n > 0; n--)
            {
                fraction = n / 2.0 / (a + fraction);
            }

            result = 1 - (Math.Exp(-a * a) / (Math.Sqrt(Math.PI) * (a + fraction)));
        }

        return (float)Math.CopySign(result, x);
    }
}
