using YoloGen.Onnx;

namespace YoloGen.Verification.Reference;

/// <summary>
/// Gives the products of a quantized model uint8 weights: each weight and its zero point move up by 128, which changes no result.
/// ONNX Runtime multiplies uint8 activations with int8 weights through <c>vpmaddubsw</c> on x86-64 processors without VNNI; that instruction saturates
/// the sum of two products at 16 bits, so sums there are wrong. With uint8 weights it takes kernels that are exact everywhere.
/// (Its own session option for this, <c>session.x64quantprecision</c>, fails on models whose layers share a zero point.)
/// </summary>
internal static class UnsignedWeights
{
    /// <summary>Positions of an operator's inputs: activations and their zero point, weights and their zero point (added where it is left out).</summary>
    private readonly record struct Product(int X, int XZero, int W, int WZero);

    private static readonly Dictionary<string, Product> Products = new(StringComparer.Ordinal)
    {
        ["QLinearConv"] = new(0, 2, 3, 5),
        ["QLinearMatMul"] = new(0, 2, 3, 5),
        ["QGemm"] = new(0, 2, 3, 5),
        ["ConvInteger"] = new(0, 2, 1, 3),
        ["MatMulInteger"] = new(0, 2, 1, 3),
        ["MatMulIntegerToFloat"] = new(0, 4, 1, 5),
        ["DynamicQuantizeMatMul"] = new(0, -1, 1, 3),
    };

    /// <summary>Rewrites a model in place: each product of uint8 and int8 reads its weights through Cast, Add 128, Cast.</summary>
    public static void Apply(OnnxModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        OnnxGraph graph = model.Graph;
        var types = new TypeTable(graph);
        var moved = new Dictionary<string, string>(StringComparer.Ordinal);
        var nodes = new List<OnnxNode>(graph.Nodes.Count);
        foreach (OnnxNode node in graph.Nodes)
        {
            if (Products.TryGetValue(node.OpType, out Product at) && types.IsUnsigned(node, at.X, at.XZero) && types.Of(node.Inputs[at.W]) == OnnxDataType.Int8)
            {
                while (node.Inputs.Count <= at.WZero)
                {
                    node.Inputs.Add("");
                }

                node.Inputs[at.W] = Moved(node.Inputs[at.W]);
                node.Inputs[at.WZero] = node.Inputs[at.WZero].Length > 0 ? Moved(node.Inputs[at.WZero]) : Constant(OnnxDataType.UInt8, [128]);
            }

            nodes.Add(node);
        }

        graph.Nodes.Clear();
        graph.Nodes.AddRange(nodes);

        string Moved(string name)
        {
            if (moved.TryGetValue(name, out string? known))
            {
                return known;
            }

            string wide = Add("Cast", To(OnnxDataType.Int32), name);
            string sum = Add("Add", null, wide, Constant(OnnxDataType.Int32, [128, 0, 0, 0]));
            return moved[name] = Add("Cast", To(OnnxDataType.UInt8), sum);
        }

        string Add(string op, OnnxAttribute? attribute, params string[] inputs)
        {
            string output = types.NewName();
            var node = new OnnxNode { OpType = op, Name = output };
            node.Inputs.AddRange(inputs);
            node.Outputs.Add(output);
            if (attribute is not null)
            {
                node.Attributes.Add(attribute);
            }

            nodes.Add(node);
            return output;
        }

        string Constant(OnnxDataType type, byte[] value)
        {
            string name = types.NewName();
            graph.Initializers.Add(new OnnxTensor { Name = name, Type = type, Data = value });
            return name;
        }
    }

    private static OnnxAttribute To(OnnxDataType type) => new() { Name = "to", Type = OnnxAttributeType.Int, Int = (long)type };

    /// <summary>Element types as far as they are written down: constants, inputs, declared values, zero points of quantizing operators, and what moves them.</summary>
    private sealed class TypeTable
    {
        private readonly Dictionary<string, OnnxDataType> _types = new(StringComparer.Ordinal);
        private readonly HashSet<string> _names = new(StringComparer.Ordinal);
        private int _count;

        /// <summary>Operators between a quantizing one and a product whose result has the type of their first input.</summary>
        private static readonly HashSet<string> Moving = new(StringComparer.Ordinal)
        {
            "Reshape", "Transpose", "Flatten", "Squeeze", "Unsqueeze", "Identity", "Slice", "Split", "Concat", "Pad", "Expand", "Tile", "Gather", "MaxPool", "Resize", "DepthToSpace", "SpaceToDepth",
        };

        public TypeTable(OnnxGraph graph)
        {
            foreach (OnnxValueInfo value in graph.Inputs.Concat(graph.ValueInfos).Concat(graph.Outputs))
            {
                _types[value.Name] = value.Type;
            }

            foreach (OnnxTensor tensor in graph.Initializers)
            {
                _types[tensor.Name] = tensor.Type;
            }

            foreach (OnnxNode node in graph.Nodes)
            {
                _names.UnionWith(node.Inputs);
                _names.UnionWith(node.Outputs);
                _names.Add(node.Name);
                switch (node.OpType)
                {
                    case "DynamicQuantizeLinear":
                        _types[node.Outputs[0]] = OnnxDataType.UInt8;
                        break;
                    case "QuantizeLinear" when node.Inputs.Count > 2 && _types.TryGetValue(node.Inputs[2], out OnnxDataType zero):
                        _types[node.Outputs[0]] = zero;
                        break;
                    case "Constant" when node.Attributes.FirstOrDefault(a => a.Name == "value")?.Tensor is { } tensor:
                        _types[node.Outputs[0]] = tensor.Type;
                        break;
                    case var op when Moving.Contains(op) && _types.TryGetValue(node.Inputs[0], out OnnxDataType moved):
                        foreach (string output in node.Outputs)
                        {
                            _types[output] = moved;
                        }

                        break;
                }
            }

            _names.UnionWith(_types.Keys);
        }

        public OnnxDataType Of(string name) => _types.GetValueOrDefault(name);

        /// <summary>The zero point has the activations' type; DynamicQuantizeMatMul (no position) quantizes to uint8 itself.</summary>
        public bool IsUnsigned(OnnxNode node, int x, int zero)
            => zero < 0 || Of(node.Inputs[x]) == OnnxDataType.UInt8 || (node.Inputs.Count > zero && Of(node.Inputs[zero]) == OnnxDataType.UInt8);

        public string NewName()
        {
            string name;
            do
            {
                name = $"unsigned_weights_{_count++}";
            }
            while (!_names.Add(name));
            return name;
        }
    }
}
