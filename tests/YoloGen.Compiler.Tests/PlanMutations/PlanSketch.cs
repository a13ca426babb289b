using System.Buffers.Binary;
using System.Globalization;
using YoloGen.Emit;
using YoloGen.Generated;

namespace YoloGen.Compiler.Tests.PlanMutations;

/// <summary>A plan and its weights.</summary>
internal sealed record PlanAndWeights(Plan Plan, byte[] Weights)
{
    /// <summary>The same with the length and hash of the weights as the plan's.</summary>
    public PlanAndWeights Sealed() => this with
    {
        Plan = Plan with { WeightsLength = Weights.Length, WeightsHash = XxHash64.Compute(Weights).ToString("x16", CultureInfo.InvariantCulture) },
    };
}

/// <summary>Makes small plans by hand: tensors one behind the other in the arena, weights with random content.</summary>
internal sealed class PlanSketch(int seed)
{
    private readonly Random _random = new(seed);
    private readonly List<PlanTensor> _tensors = [];
    private readonly List<PlanWeight> _weights = [];
    private readonly List<PlanLayer> _layers = [];
    private readonly List<PlanPort> _inputs = [];
    private readonly List<PlanPort> _outputs = [];
    private byte[] _file = [];
    private long _arena;

    /// <summary>A row-major tensor.</summary>
    public PlanOperand T(ElementType type, params int[] dims)
    {
        var strides = new long[dims.Length];
        long stride = 1;
        for (int i = dims.Length - 1; i >= 0; i--)
        {
            strides[i] = stride;
            stride *= dims[i];
        }

        return Add(type, dims, strides, 0, stride, null);
    }

    /// <summary>A feature map of pixels, with a border.</summary>
    public PlanOperand P(ElementType type, int n, int c, int h, int w, int border = 0, int fill = 0)
    {
        long row = (long)c * (w + (2 * border)), image = row * (h + (2 * border));
        return Add(type, [n, c, h, w], [image, 1, row, c], border * (row + c), n * image, border == 0 ? null : new PlanHalo(border, border, border, border, fill));
    }

    private PlanOperand Add(ElementType type, int[] dims, long[] strides, long first, long elements, PlanHalo? halo)
    {
        int size = type.SizeOf();
        _tensors.Add(new PlanTensor("t" + _tensors.Count, type, dims, strides, _arena + (first * size), halo));
        _arena = (_arena + (elements * size) + 63) / 64 * 64;
        return PlanOperand.Tensor(_tensors.Count - 1);
    }

    public PlanOperand W(ElementType type, params int[] dims)
    {
        var bytes = new byte[dims.Aggregate(1, (n, d) => n * d) * type.SizeOf()];
        for (int i = 0; i < bytes.Length; i += type.SizeOf())
        {
            switch (type)
            {
                case ElementType.Float32: BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i), (float)_random.NextDouble() + 0.01f); break;
                case ElementType.Int32: BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i), _random.Next(-1000, 1000)); break;
                default: bytes[i] = (byte)_random.Next(256); break;
            }
        }

        return Place(type, dims, bytes);
    }

    public PlanOperand Indices(params int[] values)
    {
        var bytes = new byte[values.Length * 4];
        Buffer.BlockCopy(values, 0, bytes, 0, bytes.Length);
        return Place(ElementType.Int32, [values.Length], bytes);
    }

    private PlanOperand Place(ElementType type, int[] dims, byte[] bytes)
    {
        int offset = (_file.Length + 15) / 16 * 16;
        Array.Resize(ref _file, offset + bytes.Length);
        bytes.CopyTo(_file, offset);
        _weights.Add(new PlanWeight("w" + _weights.Count, type, dims, offset, bytes.Length));
        return PlanOperand.Weight(_weights.Count - 1);
    }

    public PlanSketch Layer(string kind, PlanOperand[] inputs, PlanOperand output, string attributes = "") => Layer(kind, inputs, [output], attributes);

    public PlanSketch Layer(string kind, PlanOperand[] inputs, PlanOperand[] outputs, string attributes = "")
    {
        _layers.Add(SketchFields.Make(kind, inputs, outputs, attributes));
        return this;
    }

    /// <summary>A layer on the rows of the last one.</summary>
    public PlanSketch Then(string kind, PlanOperand[] inputs, PlanOperand output, string attributes = "")
    {
        _layers[^1] = _layers[^1] with { Then = [.. _layers[^1].Then, SketchFields.Make(kind, inputs, [output], attributes)] };
        return this;
    }

    /// <summary>The kernel of the last layer on an instruction set, and the one where threads share it.</summary>
    public PlanSketch Kernel(string instructionSet, string kernel, string? team = null)
    {
        _layers[^1] = _layers[^1] with { Kernels = [.. _layers[^1].Kernels, new KernelChoice(instructionSet, kernel, 1, "products", [new KernelFigure("other", 2)]) { Team = team }] };
        return this;
    }

    public PlanSketch Input(PlanOperand tensor)
    {
        _inputs.Add(new PlanPort("in" + _inputs.Count, tensor.Index));
        return this;
    }

    public PlanSketch Output(PlanOperand tensor)
    {
        _outputs.Add(new PlanPort("out" + _outputs.Count, tensor.Index));
        return this;
    }

    public PlanAndWeights Build() => new PlanAndWeights(
        new Plan
        {
            ClassName = "Net",
            Namespace = "Mutants",
            ModelName = "sketch",
            ModelHash = new string('0', 64),
            Compiler = "test",
            WeightsLength = 0,
            WeightsHash = "",
            ArenaBytes = _arena,
            ArenaBound = _arena,
            Inputs = _inputs,
            Outputs = _outputs,
            Tensors = _tensors,
            Weights = _weights,
            Layers = _layers,
        },
        _file).Sealed();
}
