using YoloGen.Compiler.Graph;
using YoloGen.Diagnostics;
using YoloGen.Emit;

namespace YoloGen.Compiler.Planning;

/// <summary>Writes placed layers down as a plan.</summary>
internal sealed class PlanBuilder(IReadOnlyDictionary<int, int> weights)
{
    private readonly List<PlanTensor> _tensors = [];
    private readonly Dictionary<string, int> _known = [];

    public IReadOnlyList<PlanTensor> Tensors => _tensors;

    /// <summary>Indices of all weights that layers read.</summary>
    public static IEnumerable<int> WeightsOf(IEnumerable<PlacedLayer> layers)
        => layers.SelectMany(l => l.Then.Prepend(l)).SelectMany(l => l.Inputs).Select(i => i.Weight).Where(w => w >= 0);

    public PlanLayer Layer(PlacedLayer layer)
    {
        // What is read comes first in the table of tensors.
        PlanOperand[] inputs = [.. layer.Inputs.Select(Operand)];
        int[] outputs = [.. layer.Outputs.Select(Tensor)];
        return LayerOperands.Replace(layer.Step.Layer, o => inputs[o.Index], o => outputs[o]) with { Then = [.. layer.Then.Select(Layer)] };
    }

    public int Port(Value value) => Tensor(new Placed(value.Name, value.Type, value.Shape, value.Storage! with { Strides = [.. value.Shape.RowMajorStrides()] }, -1));

    private PlanOperand Operand(Placed operand)
        => operand.Weight >= 0 ? PlanOperand.Weight(weights[operand.Weight]) : operand.Storage is null ? PlanOperand.None : PlanOperand.Tensor(Tensor(operand));

    private int Tensor(Placed operand)
    {
        Storage s = operand.Storage!;
        if (operand.Shape.Rank > PlanLimits.MaxRank)
        {
            throw new YoloGenException(
                DiagnosticCodes.NoKernel, $"'{operand.Name}' would be moved as a tensor of {operand.Shape.Rank} dimensions; loops over at most {PlanLimits.MaxRank} are written",
                node: operand.Name);
        }

        int size = operand.Type.SizeOf();
        PlanHalo? halo = s.Halo is { } h ? new PlanHalo(h.Top, h.Left, h.Bottom, h.Right, h.Fill) : null;
        long offset = s.Buffer.Offset + (s.Offset * size);
        string key = $"{operand.Type} {operand.Shape} {string.Join(',', s.Strides)} {offset} {halo} {s.Buffer.FirstUse} {operand.Name}";
        if (!_known.TryGetValue(key, out int index))
        {
            index = _tensors.Count;
            _known.Add(key, index);
            _tensors.Add(new PlanTensor(operand.Name, operand.Type, [.. operand.Shape.Dims], s.Strides, offset, halo));
        }

        return index;
    }
}
