namespace YoloGen.Emit.Tests;

/// <summary>Answers every field of a layer at random, within its range.</summary>
internal sealed class RandomFields(Random random) : LayerFields
{
    /// <summary>Whether every field becomes another than the one of an empty layer.</summary>
    public bool IsWhole { get; init; }

    public override int Output(int value) => random.Next(1, 1000);

    public override PlanOperand Input(string name, PlanOperand value, bool optional = false)
        => optional && !IsWhole && random.Next(2) == 0 ? PlanOperand.None : random.Next(2) == 0 ? PlanOperand.Weight(random.Next(1000)) : PlanOperand.Tensor(random.Next(1000));

    public override int[] Ints(string name, int[] values, int least, int most)
        => [.. values.Select(v => (int)random.NextInt64(least, (long)most + 1)).Select((v, i) => IsWhole && v == values[i] ? (v == most ? v - 1 : v + 1) : v)];

    public override float Float(string name, float value) => BitConverter.Int32BitsToSingle(random.Next(0x3f000000, 0x7f000000));

    public override bool Flag(string name, bool value) => IsWhole ? !value : random.Next(2) == 0;

    public override T? Word<T>(string name, T? value, bool optional = false)
    {
        T[] all = Enum.GetValues<T>();
        return optional && !IsWhole && random.Next(3) == 0 ? null : all[random.Next(1, all.Length)];
    }
}
