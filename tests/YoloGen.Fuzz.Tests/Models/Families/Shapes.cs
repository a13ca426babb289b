using YoloGen.Compiler.Graph;
using YoloGen.Onnx;

namespace YoloGen.Fuzz.Tests.Models.Families;

/// <summary>Arithmetic on shapes and constants, which leaves no trace in the network, and what exporters do with it.</summary>
internal static class Shapes
{
    /// <summary>Reshape by a shape that is computed: Shape, Gather, Concat.</summary>
    public static Value? Shape(ModelWriter w)
    {
        if (w.Take(v => v.Rank >= 2) is not { } x)
        {
            return null;
        }

        string shape = w.Name("h"), first = w.Name("h"), all = w.Name("h");
        w.Raw("Shape", [x.Name], [shape], w.Opset >= 15 && w.Chance(3) ? [("start", 0), ("end", x.Rank)] : []);
        Value index = w.Constant(OnnxModelBuilder.Tensor(w.Name("i"), [1], [0L]), ElementType.Int64);
        w.Raw("Gather", [shape, index.Name], [first], ("axis", 0));
        w.Raw("Concat", [first, w.Longs(-1).Name], [all], ("axis", 0));
        return w.Node("Reshape", [x.Name, all], x.Type, [x.Dims[0], x.Count / x.Dims[0]], x.Range, x.Quantum);
    }

    /// <summary>A tensor times its number of elements, cast.</summary>
    public static Value? Size(ModelWriter w)
    {
        if (w.Float(v => v.Range < 1000) is not { } x)
        {
            return null;
        }

        string size = w.Name("h"), real = w.Name("h");
        w.Raw("Size", [x.Name], [size]);
        w.Raw("Cast", [size], [real], ("to", (int)OnnxDataType.Float));
        return w.Node("Div", [x.Name, real], x.Type, x.Dims, x.Range, null);
    }

    /// <summary>A grid coordinate, as decoders add it: Range, Cast, Add.</summary>
    public static Value? Range(ModelWriter w)
    {
        if (w.Opset < 11 || w.Float(v => v.Rank >= 1) is not { } x)
        {
            return null;
        }

        string line = w.Name("h"), real = w.Name("h");
        string Number(long value) => w.Constant(OnnxModelBuilder.Tensor(w.Name("i"), [], [value]), ElementType.Int64).Name;
        w.Raw("Range", [Number(0), Number(x.Dims[^1] * 2), Number(2)], [line]);
        w.Raw("Cast", [line], [real], ("to", (int)OnnxDataType.Float));
        return w.Node("Add", [x.Name, real], x.Type, x.Dims, x.Range + (2 * x.Dims[^1]), null);
    }

    public static Value? ConstantOfShape(ModelWriter w)
    {
        if (w.Opset < 9 || w.Float() is not { Rank: >= 1 } x)
        {
            return null;
        }

        string filled = w.Name("h");
        w.Raw("ConstantOfShape", [w.Longs(x.Dims).Name], [filled], w.Flip() ? [("value", OnnxModelBuilder.Tensor("", [1], [0.75f]))] : []);
        return w.Node("Add", [x.Name, filled], x.Type, x.Dims, x.Range + 1, null);
    }

    /// <summary>A branch that a constant chooses.</summary>
    public static Value? If(ModelWriter w)
    {
        if (w.Opset < 11 || w.Float() is not { } x)
        {
            return null;
        }

        OnnxGraph Branch(string op)
        {
            var graph = new OnnxGraph { Name = w.Name("g") };
            string y = w.Name("b");
            graph.Nodes.Add(OnnxModelBuilder.MakeNode(op, [x.Name], [y]));
            graph.Outputs.Add(new OnnxValueInfo { Name = y, Type = OnnxDataType.Float, Dims = [.. x.Dims.Select(d => new OnnxDim(d, null))] });
            return graph;
        }

        Value condition = w.Any(ElementType.Bool, [], 0, 1);
        return w.Node("If", [condition.Name], x.Type, x.Dims, x.Range + 1, null, ("then_branch", Branch("Relu")), ("else_branch", Branch("Sigmoid")));
    }
}
