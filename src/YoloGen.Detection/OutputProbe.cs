namespace YoloGen.Detection;

/// <summary>
/// What the graph behind the last learned layers makes of an output: its values where all those layers give 0, and where they give -1.
/// Decoded boxes then lie on their grid, a sigmoid gives 0.5 and 0.269, a value that nothing is done to gives 0 and -1.
/// </summary>
/// <param name="AtZero">All values of the output, row-major.</param>
/// <param name="AtMinusOne">The same.</param>
public sealed record OutputProbe(IReadOnlyList<float> AtZero, IReadOnlyList<float> AtMinusOne);
