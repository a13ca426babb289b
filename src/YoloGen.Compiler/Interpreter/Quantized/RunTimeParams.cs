using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>Scale and zero point of each element, from the operator or from its inputs 1 and 2.</summary>
internal sealed class RunTimeParams
{
    private readonly float[] _scales;
    private readonly int[] _zeros;
    private readonly int _inner;

    public RunTimeParams(QuantParams? q, Operands operands)
    {
        _scales = q is null ? operands[1].Floats : [.. q.Scales];
        _zeros = q is not null ? [.. q.ZeroPoints] : operands.Optional(2) is { } zeros ? Integers.Of(zeros) : [0];

        // Run-time parameters are per tensor: the importer has no axis to give for them.
        _inner = q is null || q.IsPerTensor ? 1 : Integers.InnerCount(operands.Shape, q.Axis);
        if (q is null && _scales.Length != 1)
        {
            throw operands.Bad("scales known only at run time must be one for the tensor");
        }
    }

    public float Scale(int index) => _scales[index / _inner % _scales.Length];

    public int Zero(int index) => _zeros[index / _inner % _zeros.Length];
}
