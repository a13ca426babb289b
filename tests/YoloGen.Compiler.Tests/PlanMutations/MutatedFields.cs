namespace YoloGen.Compiler.Tests.PlanMutations;

/// <summary>Answers a layer's fields with others: one constant changed, or all operands taken from another layer.</summary>
internal sealed class MutatedFields : LayerFields
{
    private readonly Random _random;
    private readonly int _at;
    private readonly Func<long, long> _number;
    private readonly IReadOnlyList<PlanOperand>? _inputs;
    private readonly IReadOnlyList<int>? _outputs;
    private int _constant;
    private int _input;
    private int _output;

    /// <summary>Changes constant number <paramref name="at"/>.</summary>
    public MutatedFields(Random random, int at, Func<long, long> number) => (_random, _at, _number) = (random, at, number);

    /// <summary>Gives a layer of any kind the operands of another, and constants at random.</summary>
    public MutatedFields(Random random, IReadOnlyList<PlanOperand> inputs, IReadOnlyList<int> outputs)
        => (_random, _at, _number, _inputs, _outputs) = (random, -1, v => v, inputs, outputs);

    public override int Output(int value) => _outputs is { Count: > 0 } given ? given[_output++ % given.Count] : value;

    public override PlanOperand Input(string name, PlanOperand value, bool optional = false)
        => _inputs is { Count: > 0 } given ? (optional && _random.Next(2) == 0 ? PlanOperand.None : given[_input++ % given.Count]) : value;

    public override int[] Ints(string name, int[] values, int least, int most)
    {
        int[] changed = [.. values];
        if (_constant++ == _at)
        {
            int which = _random.Next(changed.Length);
            changed[which] = (int)Math.Clamp(_number(changed[which]), int.MinValue, int.MaxValue);
        }

        return changed;
    }

    public override float Float(string name, float value)
        => _constant++ == _at ? _random.Next(4) switch { 0 => float.NaN, 1 => float.NegativeInfinity, 2 => 0, _ => -value } : value;

    public override bool Flag(string name, bool value) => _constant++ == _at ? !value : value;

    public override T? Word<T>(string name, T? value, bool optional = false)
    {
        T[] all = Enum.GetValues<T>();
        return _constant++ == _at ? all[_random.Next(all.Length)] : value;
    }
}
