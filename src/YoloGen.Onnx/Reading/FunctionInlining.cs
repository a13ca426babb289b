using YoloGen.Diagnostics;

namespace YoloGen.Onnx.Reading;

/// <summary>
/// Puts the bodies of functions that a model defines in the place of their calls. Functions whose body is of another ONNX opset than the model, and those of which there
/// are several by one name, stay as they are.
/// </summary>
internal sealed class FunctionInlining
{
    private readonly Dictionary<(string Domain, string Name), OnnxFunction> _functions;
    private long _nodes;
    private long _items;

    private FunctionInlining(IEnumerable<OnnxFunction> functions) => _functions = functions.ToDictionary(f => (f.Domain, f.Name));

    /// <summary>Changes the model; what stays is in its list of functions.</summary>
    public static void Apply(OnnxModel model, IReadOnlyList<OnnxFunction> functions)
    {
        ILookup<(string Domain, string Name), OnnxFunction> byName = functions.ToLookup(f => (f.Domain, f.Name));
        OnnxFunction[] fitting = [.. functions.Where(f => byName[(f.Domain, f.Name)].Count() == 1 && Fits(model, f))];
        model.Functions.AddRange(functions.Except(fitting).Select(f => (f.Domain, f.Name)).Distinct());
        if (fitting.Length > 0)
        {
            new FunctionInlining(fitting).Expand(model.Graph, 0);
        }
    }

    /// <summary>Whether the body's operators mean what they mean in the model, which learns of further operator sets.</summary>
    private static bool Fits(OnnxModel model, OnnxFunction function)
    {
        foreach ((string domain, long version) in function.Opsets)
        {
            if (model.Opsets.TryGetValue(domain, out long own) && own != version)
            {
                return false;
            }
        }

        foreach ((string domain, long version) in function.Opsets)
        {
            model.Opsets[domain] = version;
        }

        return true;
    }

    private void Expand(OnnxGraph graph, int depth)
    {
        OnnxNode[] nodes = [.. graph.Nodes];
        graph.Nodes.Clear();
        foreach (OnnxNode node in nodes)
        {
            Add(graph.Nodes, node, depth);
        }
    }

    private void Add(List<OnnxNode> nodes, OnnxNode node, int depth)
    {
        Count(node);
        foreach (OnnxAttribute attribute in node.Attributes.Where(a => a.Graph is not null))
        {
            Expand(attribute.Graph!, depth);
        }

        if (!_functions.TryGetValue((node.Domain, node.OpType), out OnnxFunction? function))
        {
            nodes.Add(node);
            return;
        }

        if (depth == OnnxLimits.MaxNesting)
        {
            throw new YoloGenException(DiagnosticCodes.LimitExceeded, $"functions call functions over more than {OnnxLimits.MaxNesting} levels, or themselves", node: node.Label);
        }

        if (node.Outputs.Any(o => o.Length > 0))
        {
            new Call(node, function).AddTo(n => Add(nodes, n, depth + 1));
        }
    }

    private void Count(OnnxNode node)
    {
        _nodes++;
        _items += node.Inputs.Count + node.Outputs.Count + node.Attributes.Count;
        if (_nodes > OnnxLimits.MaxNodes || _items > OnnxLimits.MaxObjects)
        {
            throw new YoloGenException(DiagnosticCodes.LimitExceeded, $"functions make the model larger than {OnnxLimits.MaxNodes} nodes or {OnnxLimits.MaxObjects} inputs, outputs and attributes", node: node.Label);
        }
    }

    /// <summary>One call: what names and attributes of the body stand for.</summary>
    private sealed class Call
    {
        private readonly OnnxNode _node;
        private readonly OnnxFunction _function;
        private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
        private readonly string _prefix;

        public Call(OnnxNode node, OnnxFunction function)
        {
            _node = node;
            _function = function;
            _prefix = $"{node.Outputs.First(o => o.Length > 0)}/{function.Name}/";
            string[] unknown = [.. node.Attributes.Select(a => a.Name).Where(a => !function.Attributes.Contains(a) && !function.Defaults.Any(d => d.Name == a))];
            if (unknown.Length > 0 || node.Inputs.Count > function.Inputs.Count || node.Outputs.Count > function.Outputs.Count)
            {
                throw new YoloGenException(
                    unknown.Length > 0 ? DiagnosticCodes.BadAttribute : DiagnosticCodes.BadGraph,
                    unknown.Length > 0
                        ? $"function {function.Name} has no attribute '{unknown[0]}'; the file is invalid, export it again"
                        : $"function {function.Name} has {function.Inputs.Count} inputs and {function.Outputs.Count} outputs, the call {node.Inputs.Count} and {node.Outputs.Count}",
                    node: node.Label);
            }

            for (int i = 0; i < function.Inputs.Count; i++)
            {
                _names[function.Inputs[i]] = i < node.Inputs.Count ? node.Inputs[i] : "";
            }
        }

        public void AddTo(Action<OnnxNode> add)
        {
            // An output that is an input, or the same as another, is a copy.
            var copies = new List<OnnxNode>();
            for (int i = 0; i < _node.Outputs.Count; i++)
            {
                string inner = _function.Outputs[i], outer = _node.Outputs[i];
                if (outer.Length > 0 && !_names.TryAdd(inner, outer))
                {
                    copies.Add(Node("Identity", "", "", [_names[inner]], [outer]));
                }
            }

            foreach (OnnxNode node in _function.Nodes)
            {
                add(Copy(node));
            }

            copies.ForEach(add);
        }

        private OnnxNode Copy(OnnxNode node)
        {
            OnnxNode copy = Node(node.OpType, node.Domain, node.Name.Length > 0 ? _prefix + node.Name : "", node.Inputs.Select(Name), node.Outputs.Select(Name));
            copy.Attributes.AddRange(node.Attributes.Select(Attribute).OfType<OnnxAttribute>());
            return copy;
        }

        private static OnnxNode Node(string op, string domain, string name, IEnumerable<string> inputs, IEnumerable<string> outputs)
        {
            var node = new OnnxNode { OpType = op, Domain = domain, Name = name };
            node.Inputs.AddRange(inputs);
            node.Outputs.AddRange(outputs);
            return node;
        }

        private string Name(string inner) => inner.Length == 0 ? "" : _names.TryGetValue(inner, out string? outer) ? outer : _prefix + inner;

        /// <summary>An attribute of a node of the body; null where it refers to one that the call does not give.</summary>
        private OnnxAttribute? Attribute(OnnxAttribute attribute)
        {
            OnnxAttribute? value = attribute.Reference.Length == 0 ? attribute
                : _node.Attributes.Find(a => a.Name == attribute.Reference) ?? _function.Defaults.FirstOrDefault(d => d.Name == attribute.Reference);
            return value is null ? null : new OnnxAttribute
            {
                Name = attribute.Name,
                Type = value.Type,
                Float = value.Float,
                Int = value.Int,
                Text = value.Text,
                Tensor = value.Tensor,
                Graph = value.Graph is { } graph ? ReferenceEquals(value, attribute) ? Copy(graph) : graph : null,
                Floats = value.Floats,
                Ints = value.Ints,
                Strings = value.Strings,
            };
        }

        private OnnxGraph Copy(OnnxGraph graph)
        {
            var copy = new OnnxGraph { Name = graph.Name };
            copy.Nodes.AddRange(graph.Nodes.Select(Copy));
            copy.Inputs.AddRange(graph.Inputs.Select(Copy));
            copy.Outputs.AddRange(graph.Outputs.Select(Copy));
            copy.ValueInfos.AddRange(graph.ValueInfos.Select(Copy));
            copy.Initializers.AddRange(graph.Initializers.Select(t => new OnnxTensor { Name = Name(t.Name), Type = t.Type, Dims = t.Dims, Data = t.Data }));
            return copy;
        }

        private OnnxValueInfo Copy(OnnxValueInfo value) => new() { Name = Name(value.Name), Kind = value.Kind, Type = value.Type, Dims = value.Dims };
    }
}
