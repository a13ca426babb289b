using System.Buffers.Binary;
using YoloGen.Emit;

namespace YoloGen.Compiler.Tests.PlanMutations;

/// <summary>
/// Changes fields of a plan: shapes, strides, offsets, borders, types, operands, attributes, kinds, order, lengths, and numbers of the weights
/// file. Some changes keep what belongs together (a size in every tensor that has it), so that not all end at the first rule.
/// </summary>
internal sealed class PlanMutator(int seed)
{
    private static readonly long[] Odd = [0, 1, -1, 2, 3, 4, 7, 8, 16, 63, 64, 255, 256, 4095, 65535, 65536, int.MaxValue, int.MinValue, 2_000_000_000, -2_000_000_000];
    private static readonly ElementType[] Types = Enum.GetValues<ElementType>();
    private readonly Random _random = new(seed);

    public PlanAndWeights Mutate(PlanAndWeights plan)
    {
        for (int changes = 1 + (_random.Next(3) / 2) + (_random.Next(6) / 5); changes > 0; changes--)
        {
            plan = Change(plan);
        }

        return plan;
    }

    private PlanAndWeights Change(PlanAndWeights p) => _random.Next(20) switch
    {
        0 or 1 or 2 => Tensor(p, t => t with { Shape = Replaced(t.Shape, Size) }),
        3 or 4 or 5 => Tensor(p, t => t with { Strides = Replaced(t.Strides, Number) }),
        6 or 7 => Tensor(p, t => t with { Offset = Math.Abs(Near(t.Offset, t.Type.SizeOf(), p.Plan.ArenaBytes)) }),
        8 => Tensor(p, t => t with { Halo = Halo(t.Halo) }),
        9 => Tensor(p, t => t with { Type = Types[_random.Next(Types.Length)] }),
        10 => SizeEverywhere(p),
        11 => Tensor(p, Reversed),
        12 => Tensor(p, t => t with { Strides = Swapped(t.Strides), Shape = _random.Next(2) == 0 ? Swapped(t.Shape) : t.Shape }),
        13 or 14 => Layer(p, Attribute),
        15 or 16 => Layer(p, l => Operands(p.Plan, l)),
        17 => Order(p),
        18 => Weights(p),
        _ => Whole(p),
    };

    private PlanAndWeights Tensor(PlanAndWeights p, Func<PlanTensor, PlanTensor> change)
    {
        PlanTensor[] tensors = [.. p.Plan.Tensors];
        if (tensors.Length > 0)
        {
            int at = _random.Next(tensors.Length);
            tensors[at] = change(tensors[at]);
        }

        return p with { Plan = p.Plan with { Tensors = tensors } };
    }

    private PlanAndWeights Layer(PlanAndWeights p, Func<PlanLayer, PlanLayer> change)
    {
        PlanLayer[] layers = [.. p.Plan.Layers];
        if (layers.Length > 0)
        {
            int at = _random.Next(layers.Length), then = _random.Next(layers[at].Then.Count + 1) - 1;
            layers[at] = then < 0 ? change(layers[at]) with { Then = layers[at].Then } : layers[at] with { Then = [.. layers[at].Then.Select((l, i) => i == then ? change(l) : l)] };
        }

        return p with { Plan = p.Plan with { Layers = layers } };
    }

    /// <summary>One size becomes another wherever it stands in a tensor, and strides stay: views into what is there.</summary>
    private PlanAndWeights SizeEverywhere(PlanAndWeights p)
    {
        int[] sizes = [.. p.Plan.Tensors.SelectMany(t => t.Shape).Distinct()];
        if (sizes.Length == 0)
        {
            return p;
        }

        int from = sizes[_random.Next(sizes.Length)], to = _random.Next(4) == 0 ? from + 1 : Math.Max(1, from - _random.Next(1, 3));
        return p with { Plan = p.Plan with { Tensors = [.. p.Plan.Tensors.Select(t => t with { Shape = [.. t.Shape.Select(d => d == from ? to : d)] })] } };
    }

    /// <summary>An axis walked backwards, from its end.</summary>
    private PlanTensor Reversed(PlanTensor t)
    {
        if (t.Shape.Count == 0)
        {
            return t;
        }

        int axis = _random.Next(t.Shape.Count);
        long[] strides = [.. t.Strides];
        long end = t.Offset + ((t.Shape[axis] - 1) * strides[axis] * t.Type.SizeOf());
        strides[axis] = -strides[axis];
        return t with { Strides = strides, Offset = Math.Max(0, end) };
    }

    private PlanHalo? Halo(PlanHalo? halo)
    {
        if (_random.Next(3) == 0)
        {
            return null;
        }

        int[] sides = halo is null ? [0, 0, 0, 0] : [halo.Top, halo.Left, halo.Bottom, halo.Right];
        int at = _random.Next(4);
        sides[at] = (int)Math.Clamp(_random.Next(3) == 0 ? Odd[_random.Next(Odd.Length)] : sides[at] + _random.Next(-1, 3), 0, 65535);
        return new PlanHalo(sides[0], sides[1], sides[2], sides[3], halo?.Value ?? _random.Next(257));
    }

    /// <summary>One constant becomes another, or the layer one of another kind with the same operands.</summary>
    private PlanLayer Attribute(PlanLayer l)
    {
        if (_random.Next(12) == 0)
        {
            PlanLayer[] kinds = [.. LayerTable.All];
            return kinds[_random.Next(kinds.Length)].Visit(new MutatedFields(_random, l.Inputs, l.Outputs)) with { Name = l.Name };
        }

        return l.Visit(new MutatedFields(_random, _random.Next(8), Number));
    }

    private PlanLayer Operands(Plan plan, PlanLayer l)
    {
        int at = _random.Next(Math.Max(1, l.Inputs.Count)), seen = 0;
        switch (_random.Next(5))
        {
            case 0 when plan.Tensors.Count > 0:
                return LayerOperands.Replace(l, i => i, _ => _random.Next(plan.Tensors.Count));
            case 1 when l.Inputs.Count > 1:
                IReadOnlyList<PlanOperand> inputs = l.Inputs;
                return LayerOperands.Replace(l, i => i == inputs[0] ? inputs[^1] : i == inputs[^1] ? inputs[0] : i, o => o);
            default:
                PlanOperand other = _random.Next(5) switch
                {
                    0 => PlanOperand.None,
                    1 or 2 when plan.Weights.Count > 0 => PlanOperand.Weight(_random.Next(plan.Weights.Count)),
                    _ => PlanOperand.Tensor(_random.Next(plan.Tensors.Count + 1)),
                };
                return LayerOperands.Replace(l, i => seen++ == at ? other : i, o => o);
        }
    }

    /// <summary>Layers change places, are doubled, follow another's rows, or stop following.</summary>
    private PlanAndWeights Order(PlanAndWeights p)
    {
        List<PlanLayer> layers = [.. p.Plan.Layers];
        if (layers.Count > 0)
        {
            int a = _random.Next(layers.Count), b = _random.Next(layers.Count);
            switch (_random.Next(4))
            {
                case 0:
                    (layers[a], layers[b]) = (layers[b], layers[a]);
                    break;
                case 1:
                    layers.Add(layers[a]);
                    break;
                case 2 when a != b:
                    layers[a] = layers[a] with { Then = [.. layers[a].Then, layers[b] with { Then = [] }] };
                    layers.RemoveAt(b);
                    break;
                default:
                    layers.InsertRange(a + 1, layers[a].Then);
                    layers[a] = layers[a] with { Then = [] };
                    break;
            }
        }

        return p with { Plan = p.Plan with { Layers = layers } };
    }

    private PlanAndWeights Weights(PlanAndWeights p)
    {
        PlanWeight[] weights = [.. p.Plan.Weights];
        if (weights.Length == 0)
        {
            return p;
        }

        int at = _random.Next(weights.Length);
        PlanWeight w = weights[at];
        if (_random.Next(2) == 0)
        {
            // Any number in the file, most of them as places along an axis.
            byte[] bytes = [.. p.Weights];
            int words = (int)(w.Length / 4);
            long word = words > 0 ? w.Offset + (4L * _random.Next(words)) : -1;
            if (word >= 0 && word + 4 <= bytes.Length) // a change before may have led it out of the file
            {
                BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan((int)word), (int)Odd[_random.Next(Odd.Length)]);
            }

            return (p with { Weights = bytes }).Sealed();
        }

        weights[at] = _random.Next(5) switch
        {
            0 => w with { Shape = Replaced(w.Shape, Size) },
            1 => w with { Type = Types[_random.Next(Types.Length)] },
            2 => w with { Offset = Math.Abs(Near(w.Offset, 16, p.Plan.WeightsLength)) },
            3 => w with { Length = Math.Abs(Number(w.Length)) },
            _ => Cut(w),
        };
        return p with { Plan = p.Plan with { Weights = weights } };
    }

    /// <summary>A shorter weight whose length agrees with its shape.</summary>
    private static PlanWeight Cut(PlanWeight w)
    {
        int[] shape = [.. w.Shape];
        if (shape.Length == 0 || shape[0] < 2)
        {
            return w;
        }

        long each = w.Length / shape[0];
        shape[0]--;
        return w with { Shape = shape, Length = w.Length - each };
    }

    private PlanAndWeights Whole(PlanAndWeights p)
    {
        Plan plan = p.Plan;
        plan = _random.Next(4) switch
        {
            0 => plan with { ArenaBytes = Math.Abs(plan.ArenaBytes - _random.Next(1, 200)) },
            1 => plan with { WeightsLength = Math.Abs(Number(plan.WeightsLength)) },
            2 when plan.Tensors.Count > 0 => plan with { Inputs = [new PlanPort("in", _random.Next(plan.Tensors.Count))] },
            3 when plan.Tensors.Count > 0 => plan with { Outputs = [new PlanPort("out", _random.Next(plan.Tensors.Count))] },
            _ => plan,
        };
        return p with { Plan = plan };
    }

    private int Size(int d) => _random.Next(6) switch { 0 => 1, 1 => 0, 2 => d + 1, 3 => Math.Max(0, d - 1), 4 => d * 2, _ => (int)Math.Abs(Odd[_random.Next(Odd.Length)] % int.MaxValue) };

    private long Number(long v) => _random.Next(7) switch { 0 => v + 1, 1 => v - 1, 2 => v * 2, 3 => -v, 4 => 0, 5 => v + _random.Next(-9, 10), _ => Odd[_random.Next(Odd.Length)] };

    private long Near(long v, int size, long end)
        => _random.Next(5) switch { 0 => v + size, 1 => v - size, 2 => v + (size * _random.Next(-40, 41)), 3 => Math.Max(0, end - (size * _random.Next(1, 40))) / size * size, _ => Number(v) };

    private T[] Replaced<T>(IReadOnlyList<T> values, Func<T, T> change)
    {
        T[] result = [.. values];
        if (result.Length > 0)
        {
            int at = _random.Next(result.Length);
            result[at] = change(result[at]);
        }

        return result;
    }

    private T[] Swapped<T>(IReadOnlyList<T> values)
    {
        T[] result = [.. values];
        if (result.Length > 1)
        {
            int a = _random.Next(result.Length), b = _random.Next(result.Length);
            (result[a], result[b]) = (result[b], result[a]);
        }

        return result;
    }
}
