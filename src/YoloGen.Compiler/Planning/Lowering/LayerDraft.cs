using YoloGen.Compiler.Graph;

namespace YoloGen.Compiler.Planning;

/// <summary>Collects what a layer reads and writes while its record is written down.</summary>
internal sealed class LayerDraft(GraphLowering lowering)
{
    private readonly OperandList _inputs = new();
    private readonly List<Value> _outputs = [];

    /// <summary>An operand that is read; none if it is absent.</summary>
    public PlanOperand Read(Operand operand) => _inputs.Add(operand);

    /// <summary>A feature map that is read by pixels.</summary>
    public PlanOperand Pixels(Value value) => Read(new Operand(value, -1, LayoutNeed.Pixels));

    /// <summary>A tensor of the weights file.</summary>
    public PlanOperand Weight(int index) => Read(Operand.OfWeight(index));

    /// <summary>A value that is written.</summary>
    public int Write(Value value)
    {
        _outputs.Add(value);
        return _outputs.Count - 1;
    }

    /// <summary>Adds the layer.</summary>
    /// <param name="layer">The layer, its operands as this draft gave them.</param>
    /// <param name="need">Layout of the outputs.</param>
    /// <param name="inPlace">Whether the output may take the memory of an input that nobody reads afterwards.</param>
    /// <returns>What the layer writes first.</returns>
    public Value Add(PlanLayer layer, LayoutNeed need = LayoutNeed.Any, bool inPlace = false)
    {
        lowering.Steps.Add(new LayerStep(layer, _inputs.All, _outputs) { OutputNeed = need, InPlace = inPlace });
        return _outputs[0];
    }
}
