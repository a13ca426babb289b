using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>Padding or cropping before and after each axis.</summary>
internal static class PadEvaluator
{
    public static TensorData Evaluate(Pad op, Operands operands)
    {
        TensorData x = operands[0];
        var strides = x.Shape.RowMajorStrides();
        var offsets = new int[x.Shape.Rank][];
        for (int axis = 0; axis < offsets.Length; axis++)
        {
            offsets[axis] = new int[operands.Shape[axis]];
            for (int i = 0; i < offsets[axis].Length; i++)
            {
                int source = SourceIndex(i - op.Before[axis], x.Shape[axis], op.Mode);
                offsets[axis][i] = source == Movement.Outside ? Movement.Outside : checked((int)(source * strides[axis]));
            }
        }

        return Movement.Pick(x, operands.Shape, offsets, op.Value);
    }

    private static int SourceIndex(int index, int size, PadMode mode) => mode switch
    {
        _ when index >= 0 && index < size => index,
        PadMode.Edge => Math.Clamp(index, 0, size - 1),
        PadMode.Wrap => ((index % size) + size) % size,
        PadMode.Reflect => Reflected(index, size),
        _ => Movement.Outside,
    };

    private static int Reflected(int index, int size)
    {
        if (size == 1)
        {
            return 0;
        }

        int period = 2 * (size - 1);
        int inPeriod = ((index % period) + period) % period;
        return inPeriod < size ? inPeriod : period - inPeriod;
    }
}
