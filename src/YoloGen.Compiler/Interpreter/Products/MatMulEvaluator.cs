using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>Matrix product of floats: fused multiply-adds onto 0 along the inner axis.</summary>
internal static class MatMulEvaluator
{
    public static TensorData Evaluate(MatMul op, Operands operands)
    {
        TensorData a = operands[0], b = operands[1];
        return operands.Type switch
        {
            ElementType.Float32 => new TensorData(
                operands.Shape, MatrixSums.Multiply<float, FloatProducts>(a.Floats, a.Shape, b.Floats, b.Shape, operands.Shape)),
            ElementType.Int32 => new TensorData(
                operands.Shape, MatrixSums.Multiply<int, IntegerProducts>(a.Ints, a.Shape, b.Ints, b.Shape, operands.Shape)),
            _ => throw operands.BadType(operands.Type),
        };
    }
}
