using YoloGen.Compiler.Graph;

namespace YoloGen.Compiler.Planning;

/// <content>Where a value goes that a layer is about to write: into what it becomes a part of, over a dead input, or into a buffer of its own.</content>
internal sealed partial class LayoutPlanner
{
    /// <summary>Gives a value that a layer writes its place.</summary>
    private void Allocate(Value value, LayoutNeed need, LayerStep? writer, bool mayTake)
    {
        int[] order = PreferredOrder(value, need, writer);
        if (TryPlaceInReader(value, order, need) is { } place)
        {
            SetStorage(value, place);
        }
        else if (mayTake && writer is { InPlace: true } && TryPlaceInInput(value, order, need, writer) is { } taken)
        {
            SetStorage(value, taken);
        }
        else
        {
            OwnBuffer(value, order);
        }
    }

    /// <summary>Axes from the outermost to the innermost.</summary>
    private static int[] PreferredOrder(Value value, LayoutNeed need, LayerStep? writer)
    {
        int[] rowMajor = RowMajor(value.Shape);
        if (value.IsPort || need is LayoutNeed.Rows or LayoutNeed.RowMajor)
        {
            // What a layer can write comes before what its readers wish: they get a copy.
            return rowMajor;
        }

        if (value.Shape.Rank == 4 && (need == LayoutNeed.Pixels || value.WantsPixels))
        {
            return PixelOrder;
        }

        if (need != LayoutNeed.Any)
        {
            return rowMajor;
        }

        // As the input lies that it looks most like.
        Value? like = writer?.Inputs.Select(i => i.Value).OfType<Value>().FirstOrDefault(v => v.Shape.Rank == value.Shape.Rank && v.Storage is not null && !v.IsPort);
        return like is null ? rowMajor : OrderOf(like.Shape, like.Storage!.Strides);
    }

    private static int[] RowMajor(Shape shape) => [.. Enumerable.Range(0, shape.Rank)];

    /// <summary>Axes by falling strides; axes of size 1 stay beside their row-major neighbours.</summary>
    private static int[] OrderOf(Shape shape, long[] strides)
    {
        int[] real = [.. Enumerable.Range(0, shape.Rank).Where(a => shape[a] != 1).OrderByDescending(a => Math.Abs(strides[a])).ThenBy(a => a)];
        return [.. Enumerable.Range(0, shape.Rank).Where(a => shape[a] == 1), .. real];
    }

    /// <summary>A place inside the buffer of the reader that will make the value a part of something larger.</summary>
    private Storage? TryPlaceInReader(Value value, int[] order, LayoutNeed need)
    {
        if (value.IsPort || _depth == MaxDepth)
        {
            return null;
        }

        _depth++;
        Storage? found = value.Readers.Select(reader => InReader(value, order, reader)).FirstOrDefault(place => place is not null && Suits(value, place, need));
        _depth--;
        return found;
    }

    private Storage? InReader(Value value, int[] order, Step reader) => reader switch
    {
        AssembleStep assemble => InAssembly(value, order, assemble),
        ViewStep view => BehindView(value, order, view),
        LayerStep { Layer: CopyLayer { Flip: false }, Then.Count: 0 } copy when copy.Outputs[0].IsPort => AtPort(value, copy.Outputs[0]),
        _ => null,
    };

    private static bool Suits(Value value, Storage place, LayoutNeed need)
        => (value.Halo is null || (place.Halo is { } halo && halo.Covers(value.Halo)))
            && IsSatisfied(new Value(value.Name, value.Type, value.Shape) { Storage = place }, new Operand(value, -1, need));

    private Storage? InAssembly(Value value, int[] order, AssembleStep step)
    {
        if (step.PlaceOf(value) is not { } at || step.Output.Type != value.Type)
        {
            return null;
        }

        if (step.Output.Storage is null)
        {
            int[] wanted = step.Output.IsPort ? RowMajor(step.Output.Shape) : step.Output.WantsPixels ? PixelOrder : order;
            if (TryPlaceInReader(step.Output, wanted, LayoutNeed.Any) is { } place)
            {
                SetStorage(step.Output, place);
            }
            else
            {
                OwnBuffer(step.Output, wanted);
            }
        }

        Storage slot = Slot(step, value, at);
        return OrderOf(value.Shape, slot.Strides).SequenceEqual(OrderOf(value.Shape, Dense(value.Shape, order))) ? slot : null;
    }

    private Storage? BehindView(Value value, int[] order, ViewStep step)
    {
        Value output = step.Output;
        if (output.Storage is null)
        {
            if (output.Halo is not null || !step.View.TryApply(value.Shape, output.Shape, Dense(value.Shape, order), out long[] strides, out _)
                || TryPlaceInReader(output, OrderOf(output.Shape, strides), LayoutNeed.Any) is not { } place
                || !step.View.TryReverse(value.Shape, output.Shape, place.Strides, out long[] reversed))
            {
                return null;
            }

            SetStorage(output, place);
            return place with { Strides = reversed, Halo = null };
        }

        return null;
    }

    private Storage? AtPort(Value value, Value port)
    {
        if (value.WantsPixels || value.Halo is not null || port.Storage is not null)
        {
            return null;
        }

        return OwnBuffer(port, RowMajor(port.Shape));
    }

    /// <summary>The memory of an input that nobody reads after this step.</summary>
    private Storage? TryPlaceInInput(Value value, int[] order, LayoutNeed need, LayerStep writer)
    {
        if (value.IsPort)
        {
            return null;
        }

        foreach (Value input in writer.Inputs.Select(i => i.Value).OfType<Value>())
        {
            if (input.Storage is { } s && !s.Buffer.IsPinned && input.Type.SizeOf() == value.Type.SizeOf() && input.Shape == value.Shape
                && !s.Buffer.HasPort && s.Buffer.LastRead <= _now
                && SameAddresses(value.Shape, s.Strides, Dense(value.Shape, order)) && (value.Halo is null ? s.Halo is null : s.Halo == value.Halo)
                && Suits(value, s, need)
                && writer.Inputs.All(i => i.Value is not { Storage: { } o } other || !ReferenceEquals(o.Buffer, s.Buffer)
                    || (other.Shape == input.Shape && o.Offset == s.Offset && SameAddresses(input.Shape, o.Strides, s.Strides))))
            {
                return s;
            }
        }

        return null;
    }
}
