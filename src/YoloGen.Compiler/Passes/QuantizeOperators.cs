using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Operators;
using YoloGen.Compiler.Passes.Quantized;

namespace YoloGen.Compiler.Passes;

/// <summary>
/// Starts at each QuantizeLinear and looks at what it quantizes. An operator between Dequantize and Quantize becomes its integer form exactly
/// where ONNX Runtime does that (<see cref="QuantizedRules"/>). Beyond that, what has the same values or only another rounding of floats:
/// elementwise functions of bytes become tables, moves of floats moves of bytes, a Concat is quantized input by input, a convolution
/// with an activation keeps integer sums and gets an epilogue in floats. The rest stays in floats. docs/arithmetic.md defines each form.
/// </summary>
internal static class QuantizeOperators
{
    public static NetworkGraph Run(NetworkGraph graph)
    {
        var rewriter = new ForwardRewriter(graph);
        var quantizer = new Quantizer(rewriter);
        graph = rewriter.Run(node => node.Op is QuantizeLinear { Params: { IsPerTensor: true } p } && quantizer.Emit(node, p));

        // Convolutions of bytes whose result is wanted in floats, such as the last ones of a head.
        var rest = new ForwardRewriter(graph);
        var rules = new QuantizedRules(rest, new ByteSources(rest));
        return rest.Run(node => node.Op is Conv { Activation: null } conv && rules.TryConvToFloat(node, conv));
    }

    private sealed class Quantizer
    {
        private readonly ForwardRewriter _rewriter;
        private readonly ByteSources _sources;
        private readonly QuantizedRules _rules;

        public Quantizer(ForwardRewriter rewriter)
        {
            _rewriter = rewriter;
            _sources = new ByteSources(rewriter);
            _rules = new QuantizedRules(rewriter, _sources);
        }

        public bool Emit(Node node, QuantParams p)
        {
            Quantize(node, node.Input(0), p, node.Output, adjacent: true);
            return true;
        }

        /// <summary>
        /// Emits nodes that write the quantized <paramref name="x"/> into <paramref name="output"/>; <paramref name="adjacent"/> if ONNX Runtime
        /// sees the QuantizeLinear right behind <paramref name="x"/>, which is when it takes integer forms.
        /// </summary>
        private void Quantize(Node node, Tensor x, QuantParams p, Tensor output, bool adjacent)
        {
            Tensor inner = AbsorbedClip.Skip(_rewriter, x, p);
            Node? producer = _rewriter.HasOneReader(inner) ? _rewriter.Producer(inner) : null;
            if (adjacent && producer is not null && _rules.TryInteger(producer, p, output))
            {
            }
            else if (_sources.Find(x) is { } source)
            {
                EmitLookup(node, producer, source, p, output);
            }
            else if (producer is not null && (_rules.TrySums(producer, p, output) || TryConcat(node, producer, p, output) || TryMove(node, producer, p, output, adjacent)))
            {
            }
            else
            {
                _rewriter.Emit(new Node(node.Name, new QuantizeLinear(p), [x], [output]));
            }
        }

        private bool TryConcat(Node node, Node producer, QuantParams p, Tensor output)
        {
            if (producer.Op is not Concat concat)
            {
                return false;
            }

            Tensor[] parts = [.. producer.Inputs.Select(i => QuantizePart(node, i!, p))];
            _rewriter.Emit(new Node(producer.Name, concat, parts, [output]));
            return true;
        }

        private Tensor QuantizePart(Node node, Tensor part, QuantParams p)
        {
            // A part that is the plain dequantization of bytes with these very parameters needs no copy.
            if (_sources.FindQuantized(part) is { } source && source.Params == p)
            {
                return _sources.Materialize(source);
            }

            Tensor bytes = _rewriter.New(part.Name + ".quantized", p.Type, part.Shape);
            Quantize(node, part, p, bytes, adjacent: false);
            return bytes;
        }

        /// <summary>Quantizing commutes with everything that only moves elements, and, as it keeps order, with the maximum.</summary>
        private bool TryMove(Node node, Node producer, QuantParams p, Tensor output, bool adjacent)
        {
            Tensor x = producer.Input(0);
            if (!OperatorCatalog.TraitsOf(producer.Op).QuantizesBefore(producer.Op)
                || x.Type != ElementType.Float32 || x.IsConstant || (_rewriter.Producer(x) is not null && !_rewriter.HasOneReader(x)))
            {
                return false;
            }

            Tensor bytes = _rewriter.New(x.Name + ".quantized", p.Type, x.Shape);
            Quantize(node, x, p, bytes, adjacent && ByteSources.Propagates(producer.Op));
            _rewriter.Emit(producer with { Inputs = [bytes, .. producer.Inputs.Skip(1)], Outputs = [output] });
            return true;
        }

        private void EmitLookup(Node node, Node? producer, ByteSource source, QuantParams p, Tensor output)
        {
            byte[] table = source.Quantized(p);
            bool identity = source.Type == p.Type && table.Select((v, i) => v == i).All(same => same);
            if (identity && source.Bytes is null)
            {
                _sources.Materialize(source, output);
                return;
            }

            string what = source.Params is not null ? "Requantize"
                : producer?.Op is Unary unary && _sources.FindQuantized(producer.Input(0)) is not null ? unary.Name : "Elementwise";
            _rewriter.Emit(new Node(node.Name, new Lookup([.. table], what), [_sources.Materialize(source)], [output]));
        }
    }
}
