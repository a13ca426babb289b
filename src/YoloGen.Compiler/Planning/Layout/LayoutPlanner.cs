using YoloGen.Compiler.Graph;
using YoloGen.Diagnostics;
using YoloGen.Emit;

namespace YoloGen.Compiler.Planning;

/// <summary>A layer whose operands have addresses.</summary>
internal sealed record PlacedLayer(LayerStep Step, IReadOnlyList<Placed> Inputs, IReadOnlyList<Placed> Outputs, IReadOnlyList<PlacedLayer> Then);

/// <summary>An operand with its address, or a weight.</summary>
internal sealed record Placed(string Name, ElementType Type, Shape Shape, Storage? Storage, int Weight);

/// <summary>
/// Decides where every value lies, in the order of the steps: a value is placed inside the buffer it will become a part of (Concat, network
/// output) where its writer can write there; views cost nothing where strides can express them; everything else gets a buffer of its own.
/// Where a reader needs another layout than a value has, a copy is put before it.
/// </summary>
internal sealed partial class LayoutPlanner
{
    /// <summary>Concats and views that are looked through for the place that a value becomes a part of.</summary>
    private const int MaxDepth = 64;

    private readonly Dictionary<(Value, LayoutNeed, HaloNeed?), Value> _copies = [];
    private int _now;
    private int _depth;

    public List<PlacedLayer> Layers { get; } = [];

    public List<StorageBuffer> Buffers { get; } = [];

    /// <summary>Places all values of the steps.</summary>
    public static LayoutPlanner Run(IReadOnlyList<Step> steps, IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs)
    {
        Connect(steps);
        LayoutNeeds.Propagate(steps);
        var planner = new LayoutPlanner();
        foreach (Value input in inputs)
        {
            planner.OwnBuffer(input, RowMajor(input.Shape)).Buffer.IsPinned = true;
        }

        for (planner._now = 0; planner._now < steps.Count; planner._now++)
        {
            planner.Place(steps[planner._now]);
        }

        foreach (Value output in outputs)
        {
            output.Storage!.Buffer.IsPinned = true;
        }

        planner.FindLifetimes(inputs, outputs);
        return planner;
    }

    private static void Connect(IReadOnlyList<Step> steps)
    {
        for (int i = 0; i < steps.Count; i++)
        {
            Step step = steps[i];
            foreach (Value read in step.Reads)
            {
                read.Readers.Add(step);
                read.LastRead = i;
            }

            foreach (Value written in step.Writes)
            {
                written.Writer = step;
            }
        }
    }

    private void Place(Step step)
    {
        switch (step)
        {
            case ViewStep view:
                PlaceView(view);
                break;
            case AssembleStep assemble:
                PlaceAssembly(assemble);
                break;
            case LayerStep layer:
                PlaceLayer(layer);
                break;
        }
    }

    private void PlaceLayer(LayerStep step)
    {
        if (step.Layer is CopyLayer { Flip: false } && step.Inputs[0].Value?.Storage is { } source && step.Outputs[0].Storage is { } target
            && ReferenceEquals(source.Buffer, target.Buffer) && source.Offset == target.Offset && SameAddresses(step.Outputs[0].Shape, source.Strides, target.Strides))
        {
            return;
        }

        // Operands first: a copy that one of them needs comes before the layer.
        var inputs = step.Inputs.Select(i => Satisfy(step, i)).ToList();
        var then = step.Then.Select(t => t.Inputs.Select(i => i.Value?.Writer == step && i.Value.Storage is null ? null : Satisfy(t, i)).ToList()).ToList();

        // Rows that are finished in place: the first outputs take the place of the last one where only the next operation reads them.
        List<LayerStep> all = [step, .. step.Then];
        for (int i = all.Count - 1; i >= 0; i--)
        {
            foreach (Value output in all[i].Outputs.Where(o => o.Storage is null))
            {
                Value? heir = i + 1 < all.Count ? Heir(all, i, output) : null;
                if (heir is not null)
                {
                    output.Storage = heir.Storage;
                    heir.Storage!.Buffer.Add(output);
                }
                else
                {
                    Allocate(output, step.Then.Count > 0 ? LayoutNeed.Pixels : all[i].OutputNeed, all[i], mayTake: i == 0 && step.Then.Count == 0);
                }
            }
        }

        var placedThen = new List<PlacedLayer>();
        for (int t = 0; t < step.Then.Count; t++)
        {
            List<Placed> operands = [.. then[t].Select((p, k) => p ?? Operand(step.Then[t].Inputs[k].Value!))];
            placedThen.Add(new PlacedLayer(step.Then[t], operands, [.. step.Then[t].Outputs.Select(Operand)], []));
        }

        Layers.Add(new PlacedLayer(step, inputs, [.. step.Outputs.Select(Operand)], placedThen));
    }

    /// <summary>The output of a following operation that overwrites <paramref name="value"/>.</summary>
    private static Value? Heir(List<LayerStep> all, int index, Value value)
    {
        List<LayerStep> readers = [.. all.Skip(index + 1).Where(s => s.Inputs.Any(i => i.Value == value))];
        if (value.Readers.Any(r => !all.Contains(r) && r != all[0]) || value.IsPort || readers.Count != 1 || readers[0] != all[index + 1])
        {
            return null;
        }

        Value heir = readers[0].Outputs[0];
        return heir.Storage is not null && heir.Type.SizeOf() == value.Type.SizeOf() ? heir : null;
    }

    private void PlaceView(ViewStep step)
    {
        Value input = step.Input, output = step.Output;
        Storage storage = input.Storage!;
        bool expressible = step.View.TryApply(input.Shape, output.Shape, storage.Strides, out long[] strides, out long offset);
        if (expressible && output.Storage is { } placed && ReferenceEquals(placed.Buffer, storage.Buffer)
            && placed.Offset == storage.Offset + offset && SameAddresses(output.Shape, placed.Strides, strides))
        {
            // The writer saw no feature map, so the border is still to be filled.
            FillHalo(step.Name, output);
            return;
        }

        if (expressible && output.Storage is null)
        {
            HaloNeed? halo = step.View is SliceView slice && slice.KeepsPixels(input.Shape, output.Shape) ? storage.Halo : null;
            SetStorage(output, storage with { Offset = storage.Offset + offset, Strides = strides, Halo = halo });
            return;
        }

        if (output.Storage is null)
        {
            Allocate(output, LayoutNeed.Any, null, mayTake: false);
        }

        Storage to = output.Storage!;
        if (step.View.TryReverse(input.Shape, output.Shape, to.Strides, out long[] reversed))
        {
            Copy(step.Name, Operand(input), new Placed(output.Name, output.Type, input.Shape, to with { Strides = reversed, Halo = null }, -1));
            FillHalo(step.Name, output);
            return;
        }

        if (expressible)
        {
            Copy(step.Name, new Placed(output.Name, output.Type, output.Shape, storage with { Offset = storage.Offset + offset, Strides = strides, Halo = null }, -1), Operand(output));
            return;
        }

        // Through row-major memory, which has every shape.
        var flat = new Value(output.Name, input.Type, input.Shape);
        OwnBuffer(flat, RowMajor(flat.Shape));
        Copy(step.Name, Operand(input), Operand(flat));
        _ = step.View.TryApply(input.Shape, output.Shape, flat.Storage!.Strides, out strides, out offset);
        Copy(step.Name, new Placed(output.Name, output.Type, output.Shape, flat.Storage with { Offset = flat.Storage.Offset + offset, Strides = strides }, -1), Operand(output));
    }

    private void PlaceAssembly(AssembleStep step)
    {
        if (step.Output.Storage is null)
        {
            Allocate(step.Output, LayoutNeed.Any, null, mayTake: false);
        }

        foreach ((Value part, SliceView place) in step.Parts)
        {
            Storage slot = Slot(step, part, place);
            bool there = part.Storage is { } s && ReferenceEquals(s.Buffer, slot.Buffer) && s.Offset == slot.Offset && SameAddresses(part.Shape, s.Strides, slot.Strides);
            if (!there)
            {
                Copy(step.Name, Operand(part), new Placed(step.Output.Name, part.Type, part.Shape, slot, -1));
            }
        }

        if (!step.AlongChannels)
        {
            FillHalo(step.Name, step.Output);
        }
    }

    private static Storage Slot(AssembleStep step, Value part, SliceView place)
    {
        Storage whole = step.Output.Storage!;
        _ = place.TryApply(step.Output.Shape, part.Shape, whole.Strides, out long[] strides, out long offset);
        return whole with { Offset = whole.Offset + offset, Strides = strides, Halo = step.AlongChannels ? whole.Halo : null };
    }

    private static bool SameAddresses(Shape shape, long[] a, long[] b)
        => Enumerable.Range(0, shape.Rank).All(i => shape[i] == 1 || a[i] == b[i]);

    private void Copy(string name, Placed from, Placed to)
        => Layers.Add(new PlacedLayer(new LayerStep(new CopyLayer { Name = name, X = PlanOperand.Tensor(0) }, [], []), [from], [to], []));

    private void FillHalo(string name, Value value)
    {
        if (value.Storage!.Halo is not null)
        {
            Layers.Add(new PlacedLayer(new LayerStep(new HaloLayer { Name = name }, [], []), [], [Operand(value)], []));
        }
    }

    /// <summary>The operand's address, after a copy if it does not lie as the reader needs it.</summary>
    private Placed Satisfy(LayerStep reader, Operand operand)
    {
        if (operand.Value is not { } value)
        {
            return new Placed("", default, default, null, operand.Weight);
        }

        if (value.Storage is null)
        {
            throw new InvalidOperationException($"{value} is read by {reader.Name} before it is written");
        }

        if (IsSatisfied(value, operand))
        {
            return Operand(value);
        }

        if (!_copies.TryGetValue((value, operand.Need, operand.Halo), out Value? copy))
        {
            if (operand.Halo is { Fill: PlanHalo.AtRunTime, IsEmpty: false })
            {
                throw new YoloGenException(DiagnosticCodes.NoKernel, "the border of its input has a value known at run time only", node: reader.Name);
            }

            copy = new Value(value.Name, value.Type, value.Shape) { Halo = operand.Halo is { IsEmpty: false } ? operand.Halo : null };
            OwnBuffer(copy, operand.Need == LayoutNeed.Pixels ? PixelOrder : [.. Enumerable.Range(0, value.Shape.Rank)]);
            Copy(value.Name, Operand(value), Operand(copy));
            _copies[(value, operand.Need, operand.Halo)] = copy;
        }

        return Operand(copy);
    }

    private static bool IsSatisfied(Value value, Operand operand)
    {
        Storage s = value.Storage!;
        Shape shape = value.Shape;
        switch (operand.Need)
        {
            case LayoutNeed.RowMajor:
                return SameAddresses(shape, s.Strides, [.. shape.RowMajorStrides()]);
            case LayoutNeed.Rows:
                return shape.Rank == 0 || shape[shape.Rank - 1] == 1 || s.Strides[^1] == 1;
            case LayoutNeed.Pixels:
                bool forward = s.Strides[2] > 0 && s.Strides[3] > 0;
                bool pixels = (shape[1] == 1 || s.Strides[1] == 1) && s.Strides[3] >= shape[1];
                return pixels && forward && (operand.Halo is null || operand.Halo.IsEmpty || (s.Halo is { } halo && halo.Covers(operand.Halo)));
            default:
                return true;
        }
    }

    private static readonly int[] PixelOrder = [0, 2, 3, 1];

    private static Placed Operand(Value value) => new(value.Name, value.Type, value.Shape, value.Storage, -1);

    private static void SetStorage(Value value, Storage storage)
    {
        value.Storage = storage;
        storage.Buffer.Add(value);
    }

    private static long[] Dense(Shape shape, int[] order, HaloNeed? halo = null)
    {
        var strides = new long[shape.Rank];
        long stride = 1;
        for (int i = order.Length - 1; i >= 0; i--)
        {
            int axis = order[i];
            strides[axis] = stride;
            int border = halo is null ? 0 : axis == 2 ? halo.Top + halo.Bottom : axis == 3 ? halo.Left + halo.Right : 0;
            stride = checked(stride * Math.Max(1, shape[axis] + border));
        }

        return strides;
    }

    private Storage OwnBuffer(Value value, int[] order)
    {
        HaloNeed? halo = value.Halo;
        if (halo is not null && !order.AsSpan().SequenceEqual(PixelOrder))
        {
            halo = null;
        }

        long[] strides = Dense(value.Shape, order, halo);
        long elements = order.Length == 0 ? 1 : strides[order[0]] * Math.Max(1, value.Shape[order[0]]);
        long origin = halo is null ? 0 : (halo.Top * strides[2]) + (halo.Left * strides[3]);
        var buffer = new StorageBuffer(elements * value.Type.SizeOf());
        Buffers.Add(buffer);
        SetStorage(value, new Storage(buffer, origin, strides, halo));
        return value.Storage!;
    }

    private void FindLifetimes(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs)
    {
        for (int i = 0; i < Layers.Count; i++)
        {
            foreach (Placed operand in Layers[i].Then.Prepend(Layers[i]).SelectMany(l => l.Inputs.Concat(l.Outputs)))
            {
                operand.Storage?.Buffer.Touch(i);
            }
        }

        foreach (Value input in inputs)
        {
            input.Storage!.Buffer.Touch(0);
        }

        foreach (Value port in inputs.Concat(outputs))
        {
            port.Storage!.Buffer.Touch(Layers.Count);
        }
    }
}
