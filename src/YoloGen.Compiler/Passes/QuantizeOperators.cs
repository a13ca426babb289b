using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Passes.Quantized;

namespace YoloGen.Compiler.Passes;

/// <summary>
/// Starts at each QuantizeLinear and looks at what it quantizes: an operator between Dequantize and Quantize becomes its integer form as
/// in ONNX Runtime; elementwise functions and moves of bytes become tables and moves of bytes; a Concat is quantized input by input.
/// What is left stays in floats. docs/arithmetic.md defines each form.
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
        return rest.Run(node => node.Op is Conv { Activation: null } conv && rules.Conv(node, conv, null, node.Output, null));
    }

    private sealed class Quantizer
    {
        private readonly ForwardRewriter rewriter;
        private readonly ByteSources sources;
        private readonly QuantizedRules rules;

        public Quantizer(ForwardRewriter rewriter)
        {
            this.rewriter = rewriter;
            sources = new ByteSources(rewriter);
            rules = new QuantizedRules(rewriter, sources);
        }

        public bool Emit(Node node, QuantParams p)
        {
            Quantize(node, node.Input(0), p, node.Output);
            return true;
        }

        /// <summary>Emits nodes that write the quantized <paramref name="x"/> into <paramref name="output"/>.</summary>
        private void Quantize(Node node, Tensor x, QuantParams p, Tensor output)
        {
            Tensor inner = SkipAbsorbed(x, p);
            Node? producer = rewriter.Producer(inner);
            if (sources.Find(x) is { } source)
            {
                EmitLookup(node, source, p, output);
            }
            else if (producer is not null && rewriter.HasOneReader(inner) && (rules.TryEmit(producer, p, output) || TryActivation(producer, p, output)))
            {
            }
            else if (producer is { Op: Concat concat } && rewriter.HasOneReader(inner))
            {
                Tensor[] parts = [.. producer.Inputs.Select(i => QuantizePart(node, i!, p))];
                rewriter.Emit(new Node(producer.Name, concat, parts, [output]));
            }
            else
            {
                rewriter.Emit(new Node(node.Name, new QuantizeLinear(p), [x], [output]));
            }
        }

        private Tensor QuantizePart(Node node, Tensor part, QuantParams p)
        {
            // A part that is the plain dequantization of bytes with these very parameters needs no copy.
            if (sources.FindQuantized(part) is { } source && source.Params == p)
            {
                return sources.Materialize(source);
            }

            Tensor bytes = rewriter.New(part.Name + ".quantized", p.Type, part.Shape);
            Quantize(node, part, p, bytes);
            return bytes;
        }

        /// <summary>A Relu or Clip whose limits lie outside what the quantized type can express changes nothing.</summary>
        private Tensor SkipAbsorbed(Tensor x, QuantParams p)
        {
            (int low, int high) = p.Type == ElementType.UInt8 ? (0, 255) : (-128, 127);
            while (rewriter.HasOneReader(x) && rewriter.Producer(x) is { Op: Unary { Kind: UnaryKind.Relu or UnaryKind.Clip } op } node
                && (op.Kind == UnaryKind.Relu ? 0 : op.Alpha) <= p.Scale * (low - p.ZeroPoint)
                && (op.Kind == UnaryKind.Relu || op.Beta >= p.Scale * (high - p.ZeroPoint)))
            {
                x = node.Input(0);
            }

            return x;
        }

        /// <summary>Conv and activation between one Dequantize and one Quantize.</summary>
        private bool TryActivation(Node producer, QuantParams p, Tensor output)
            => producer.Op is Unary activation && rewriter.HasOneReader(producer.Input(0))
                && rewriter.Producer(producer.Input(0)) is { Op: Conv { Activation: null } op } conv && rules.Conv(conv, op, p, output, activation);

        private void EmitLookup(Node node, ByteSource source, QuantParams p, Tensor output)
        {
            byte[] table = QuantizeTable(source, p);
            bool identity = source.Type == p.Type && table.Select((v, i) => v == i).All(same => same);
            if (identity && source.Bytes is null)
            {
                sources.Materialize(source, output);
                return;
            }

            string what = source.Params is not null ? "Requantize" : "Elementwise";
            rewriter.Emit(new Node(node.Name, new Lookup([.. table], what), [sources.Materialize(source)], [output]));
        }

        private static byte[] QuantizeTable(ByteSource source, QuantParams p)
        {
            var values = new TensorData(Shape.Of(256), source.Table);
            var probe = new Node("table", new QuantizeLinear(p), [new Tensor("in", values)], [new Tensor("out", p.Type, Shape.Of(256))]);
            TensorData bytes = Interpreter.Interpreter.Evaluate(probe, [values])[0];
            return bytes.Type == ElementType.UInt8 ? bytes.Bytes : [.. bytes.SBytes.Select(v => unchecked((byte)v))];
        }
    }
}
