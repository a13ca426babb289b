using YoloGen.Onnx;

namespace YoloGen.Fuzz.Tests.Mutation;

/// <summary>Damage to the fields of a model: what a wrong exporter, a bad hand or an attacker writes into a file that is still a model.</summary>
internal static class ModelMutation
{
    private static readonly long[] Numbers = [0, 1, -1, 2, 3, 7, 8, 9, 64, 255, 1000, 65535, 65536, 65537, 1 << 20, int.MaxValue, int.MinValue, 1L << 32, 1L << 40, long.MaxValue, long.MinValue];
    private static readonly float[] Reals = [0, -0f, 1, -1, 0.5f, 1e-30f, 1e30f, float.MaxValue, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon, 1e9f];
    private static readonly string[] Texts = ["", "x0", "t0", "class", "nearest", "SAME_UPPER", "../../x", "a\nb", "*/ int x; /*", "\"; //", "\u202e\u2028", "\0", new string('n', 3000), "if", "Input", "Run"];

    /// <summary>Changes a model in place.</summary>
    public static void Apply(OnnxModel model, Random random)
    {
        for (int i = random.Next(3) == 0 ? random.Next(1, 6) : 1; i > 0; i--)
        {
            Once(model, model.Graph, random);
        }
    }

    private static T Pick<T>(Random random, IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    private static void Once(OnnxModel model, OnnxGraph graph, Random random)
    {
        if (graph.Nodes.Count == 0)
        {
            return;
        }

        OnnxNode node = Pick(random, graph.Nodes);
        string[] names = [.. graph.Inputs.Select(i => i.Name), .. graph.Nodes.SelectMany(n => n.Outputs), .. graph.Initializers.Select(t => t.Name)];
        switch (random.Next(16))
        {
            case 0 or 1 or 2 when node.Attributes.Count > 0: Attribute(Pick(random, node.Attributes), random); break;
            case 3 when node.Attributes.Count > 0: node.Attributes.RemoveAt(random.Next(node.Attributes.Count)); break;
            case 4 when node.Inputs.Count > 0: node.Inputs[random.Next(node.Inputs.Count)] = random.Next(4) == 0 ? Pick(random, Texts) : Pick(random, names); break;
            case 5 when node.Inputs.Count > 0: node.Inputs.RemoveAt(random.Next(node.Inputs.Count)); break;
            case 6: node.Inputs.Add(random.Next(3) == 0 ? "" : Pick(random, names)); break;
            case 7: node.OpType = random.Next(5) == 0 ? Pick(random, Texts) : Pick(random, graph.Nodes).OpType; break;
            case 8 when node.Outputs.Count > 0: node.Outputs[0] = random.Next(2) == 0 ? Pick(random, Texts) : Pick(random, names); break;
            case 9: model.Opsets[random.Next(4) == 0 ? Pick(random, Texts) : ""] = random.Next(3) == 0 ? Pick(random, Numbers) : random.Next(5, 28); break;
            case 10 or 11 when graph.Initializers.Count > 0: Tensor(Pick(random, graph.Initializers), random); break;
            case 12: Shape(Pick(random, graph.Inputs), random); break;
            case 13: graph.Nodes.RemoveAt(random.Next(graph.Nodes.Count)); break;
            case 14: graph.Nodes.Insert(random.Next(graph.Nodes.Count + 1), Pick(random, graph.Nodes)); break;
            default: Name(model, graph, node, random); break;
        }
    }

    private static void Attribute(OnnxAttribute attribute, Random random)
    {
        switch (random.Next(6))
        {
            case 0: attribute.Name = random.Next(2) == 0 ? Pick(random, Texts) : "axis"; break;
            case 1: attribute.Type = (OnnxAttributeType)random.Next(15); break;
            default:
                attribute.Int = Pick(random, Numbers);
                attribute.Float = Pick(random, Reals);
                attribute.Text = Pick(random, Texts);
                List<long> ints = [.. attribute.Ints];
                if (ints.Count > 0 && random.Next(3) > 0)
                {
                    ints[random.Next(ints.Count)] = random.Next(3) == 0 ? Pick(random, Numbers) : random.Next(-3, 12);
                }
                else if (ints.Count > 0 && random.Next(2) == 0)
                {
                    ints.RemoveAt(0);
                }
                else
                {
                    ints.Add(Pick(random, Numbers));
                }

                attribute.Ints = ints;
                break;
        }
    }

    private static void Tensor(OnnxTensor tensor, Random random)
    {
        switch (random.Next(6))
        {
            case 0: tensor.Type = (OnnxDataType)random.Next(24); break;
            case 1: tensor.Dims = [.. tensor.Dims, Pick(random, Numbers)]; break;
            case 2 when tensor.Dims.Count > 0:
                long[] dims = [.. tensor.Dims];
                dims[random.Next(dims.Length)] = random.Next(2) == 0 ? Pick(random, Numbers) : random.Next(0, 9);
                tensor.Dims = dims;
                break;
            case 3 when tensor.Dims.Count > 1: tensor.Dims = [.. tensor.Dims.Reverse()]; break;
            default: tensor.Data = ByteMutation.Of(tensor.Data.ToArray(), random); break;
        }
    }

    private static void Shape(OnnxValueInfo input, Random random)
    {
        List<OnnxDim> dims = [.. input.Dims ?? []];
        switch (random.Next(5))
        {
            case 0: input.Type = (OnnxDataType)random.Next(24); break;
            case 1: input.Dims = null; break;
            case 2: dims.Add(new OnnxDim(Pick(random, Numbers), null)); input.Dims = dims; break;
            case 3 when dims.Count > 0: dims[random.Next(dims.Count)] = random.Next(3) == 0 ? new OnnxDim(null, Pick(random, Texts)) : new OnnxDim(random.Next(2) == 0 ? Pick(random, Numbers) : random.Next(0, 40), null); input.Dims = dims; break;
            case 4 when dims.Count > 0: dims.RemoveAt(random.Next(dims.Count)); input.Dims = dims; break;
        }
    }

    private static void Name(OnnxModel model, OnnxGraph graph, OnnxNode node, Random random)
    {
        string text = Pick(random, Texts);
        switch (random.Next(5))
        {
            case 0: node.Name = text; break;
            case 1: graph.Name = text; break;
            case 2: model.Metadata[Pick(random, ["names", "stride", "task", "imgsz", "kpt_shape", text])] = text; break;
            case 3: node.Domain = text; break;
            default:
                // A tensor under another name wherever it stands.
                string from = Pick(random, graph.Inputs).Name;
                graph.Inputs.First(i => i.Name == from).Name = text;
                graph.Nodes.ForEach(n =>
                {
                    for (int i = 0; i < n.Inputs.Count; i++)
                    {
                        n.Inputs[i] = n.Inputs[i] == from ? text : n.Inputs[i];
                    }
                });
                break;
        }
    }
}
