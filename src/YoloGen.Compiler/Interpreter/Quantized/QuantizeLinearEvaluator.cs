using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>saturate(round half to even(fl(x / scale)) + zero); a NaN becomes the lower limit.</summary>
internal static class QuantizeLinearEvaluator
{
    public static TensorData Evaluate(QuantizeLinear op, Operands operands)
    {
        float[] x = operands[0].Floats;
        var q = new RunTimeParams(op.Params, operands);
        return Rounding.Bytes(operands.Type, operands.Shape, i => Rounding.Quantize(x[i], q.Scale(i), q.Zero(i), operands.Type));
    }
}
