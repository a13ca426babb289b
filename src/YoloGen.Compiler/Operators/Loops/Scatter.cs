using YoloGen.Compiler.Export;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Import;
using YoloGen.Compiler.Import.Operators;
using YoloGen.Compiler.Interpreter;
using YoloGen.Generated;

namespace YoloGen.Compiler.Operators.Loops;

/// <summary>How <see cref="Scatter"/> puts slices together, in the loop's numbers.</summary>
internal enum ScatterReduction
{
    /// <summary>The last one stays.</summary>
    None,

    /// <summary>Sums.</summary>
    Add,

    /// <summary>Products.</summary>
    Mul,

    /// <summary>The largest.</summary>
    Max,

    /// <summary>The smallest.</summary>
    Min,
}

/// <summary>A list of rows, some of them replaced by others or together with them. Inputs: X [rows, elements], places [updates] (Int64), updates [updates, elements].</summary>
/// <param name="Reduction">How.</param>
internal sealed record Scatter(ScatterReduction Reduction) : LoopOperator("ScatterLoop", 0)
{
    public override IReadOnlyList<int> Numbers => [(int)Reduction];

    /// <summary>Each update to its own place, but along one axis to its index.</summary>
    public static void Elements(NodeImport n)
    {
        (Tensor x, Tensor indices, Tensor updates) = Read(n);
        if (x.Shape.Rank == 0 || indices.Shape != updates.Shape)
        {
            throw n.BadShape("indices and updates do not fit");
        }

        int axis = n.Axis(n.Attributes.Int("axis", 0), x.Shape.Rank);
        Add(n, x, GatherElementsImport.ElementPlaces(n, x.Shape, indices, axis), updates, x.Shape.Count);
    }

    /// <summary>Each slice of the updates to the slice at a list of indices, the innermost axis of the indices.</summary>
    public static void Nd(NodeImport n)
    {
        (Tensor x, Tensor indices, Tensor updates) = Read(n);
        int last = indices.Shape.Rank - 1;
        if (last < 0 || indices.Shape[last] < 1 || indices.Shape[last] > x.Shape.Rank
            || !updates.Shape.Dims.SequenceEqual([.. indices.Shape.Dims.Take(last), .. x.Shape.Dims.Skip(indices.Shape[last])]))
        {
            throw n.BadShape("data, indices and updates do not fit");
        }

        long rows = x.Shape.Dims.Take(indices.Shape[last]).Aggregate(1L, (a, d) => a * d);
        Add(n, x, GatherElementsImport.Places(n, x.Shape, indices, 0), updates, rows);
    }

    public static OperatorDefinition Define() => Define<Scatter>(Run, Export);

    private static (Tensor X, Tensor Indices, Tensor Updates) Read(NodeImport n)
    {
        Tensor x = n.In(0, ElementType.Float32, ElementType.Int32, ElementType.Int64);
        return (x, n.As(n.In(1, ElementType.Int32, ElementType.Int64), ElementType.Int64), n.In(2, x.Type));
    }

    private static void Add(NodeImport n, Tensor x, Tensor places, Tensor updates, long rows)
    {
        string reduction = n.Attributes.Text("reduction", "none");
        if (updates.Shape.Count == 0 || x.Shape.Count == 0)
        {
            n.Alias(x);
            return;
        }

        var op = new Scatter(reduction switch
        {
            "none" => ScatterReduction.None,
            "add" => ScatterReduction.Add,
            "mul" => ScatterReduction.Mul,
            "max" => ScatterReduction.Max,
            "min" => ScatterReduction.Min,
            _ => throw n.Attributes.Bad($"reduction is '{reduction}'"),
        });
        long elements = x.Shape.Count / rows;
        Tensor list = n.Reshape(x, n.Shape(rows, elements)), to = n.Reshape(places, n.Shape(places.Shape.Count)), from = n.Reshape(updates, n.Shape(places.Shape.Count, elements));
        n.ReshapeResult(n.Add(op, [list, to, from], x.Type, list.Shape), x.Shape);
    }

    private static void Run(Scatter op, Operands o, TensorData y, int size, int inner)
    {
        int wrong = Array.FindIndex(o[1].Longs, p => p < 0 || p >= size);
        if (wrong >= 0)
        {
            throw o.Bad($"place {o[1].Longs[wrong]} is outside {size} rows");
        }

        switch (y.Type)
        {
            case ElementType.Float32:
                ScatterLoop.Run<float>(o[0].Floats, o[1].Longs, o[2].Floats, y.Floats, size, inner, (int)op.Reduction);
                break;
            case ElementType.Int32:
                ScatterLoop.Run<int>(o[0].Ints, o[1].Longs, o[2].Ints, y.Ints, size, inner, (int)op.Reduction);
                break;
            default:
                ScatterLoop.Run<long>(o[0].Longs, o[1].Longs, o[2].Longs, y.Longs, size, inner, (int)op.Reduction);
                break;
        }
    }

    private static void Export(ExportState state, Node node)
    {
        var op = (Scatter)node.Op;
        Tensor places = node.Input(1);
        string column = state.Inner(node.Output.Name + "/places");
        state.Add(node, "Reshape", [state.Read(places), state.Longs(node.Output.Name + "/shape", [places.Shape.Count, 1])], column);
        string[] inputs = [state.Read(node.Input(0)), column, state.Read(node.Input(2))];
        state.Add(node, "ScatterND", inputs, node.Output.Name, op.Reduction == ScatterReduction.None ? [] : [("reduction", op.Reduction.ToString().ToLowerInvariant())]);
    }
}
