using YoloGen.Compiler.Graph;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Tests.RandomModels;

/// <summary>Puts QuantizeLinear and DequantizeLinear around every operator of a float model, as a static quantizer does.</summary>
internal sealed class QdqModel
{
    private readonly OnnxModel _model;
    private readonly Random _random;
    private readonly ElementType _type;
    private readonly Dictionary<string, (float Scale, int Zero)> _params = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _dequantized = new(StringComparer.Ordinal);
    private readonly List<OnnxNode> _nodes = [];

    private QdqModel(OnnxModel model, int seed, ElementType type) => (_model, _random, _type) = (model, new Random(seed), type);

    /// <summary>Quantizes a model in place.</summary>
    /// <param name="model">The model.</param>
    /// <param name="ranges">A value of every tensor, for its range.</param>
    /// <param name="seed">Varies what quantizers vary: shared parameters, per-channel weights, fused activations.</param>
    /// <param name="type">Type of the activations.</param>
    public static OnnxModel Quantize(OnnxModel model, IReadOnlyDictionary<string, TensorData> ranges, int seed, ElementType type)
    {
        var qdq = new QdqModel(model, seed, type);
        qdq.Run(ranges);
        return model;
    }

    private void Run(IReadOnlyDictionary<string, TensorData> values)
    {
        OnnxNode[] nodes = [.. _model.Graph.Nodes];
        Quantize("x", Range(values["x"]));
        for (int i = 0; i < nodes.Length; i++)
        {
            OnnxNode node = nodes[i];
            string output = node.Outputs[0];
            string data = node.Inputs[0];
            
            // Mostly as quantizers do it. Where nothing lies between two pairs, ONNX Runtime invents parameters of its own for one.
            bool moves = node.OpType is "Slice" or "Transpose" or "Reshape" || (node.OpType is "MaxPool" or "Resize" && _random.Next(4) != 0);
            Rewire(node);
            _nodes.Add(node);

            // A Relu right behind its convolution shares the one QuantizeLinear.
            if (node.OpType == "Conv" && i + 1 < nodes.Length && nodes[i + 1].OpType == "Relu" && nodes[i + 1].Inputs[0] == output && _random.Next(2) == 0)
            {
                _nodes.Add(nodes[++i]);
                output = nodes[i].Outputs[0];
            }

            // Quantizers give Softmax the range 0 to 1; in much smaller ones ONNX Runtime overflows.
            Quantize(output, moves ? _params[data] : node.OpType == "Softmax" ? (1f / 256, _type == ElementType.Int8 ? -128 : 0) : Range(values[output]));
        }

        _model.Graph.Nodes.Clear();
        _model.Graph.Nodes.AddRange(_nodes);
        foreach (OnnxValueInfo output in _model.Graph.Outputs)
        {
            output.Name = _dequantized[output.Name];
        }
    }

    /// <summary>Inputs come from the dequantized tensors; weights become bytes.</summary>
    private void Rewire(OnnxNode node)
    {
        (float Scale, int Zero) input = _params.GetValueOrDefault(node.Inputs[0]);
        float[]? weightScales = null;
        for (int i = 0; i < node.Inputs.Count; i++)
        {
            if (_dequantized.TryGetValue(node.Inputs[i], out string? name))
            {
                node.Inputs[i] = name;
            }
            else if (node.OpType == "Conv" && i == 1)
            {
                (node.Inputs[1], weightScales) = Weights(node.Inputs[1]);
            }
            else if (node.OpType == "Conv" && i == 2)
            {
                node.Inputs[2] = Bias(node.Inputs[2], [.. weightScales!.Select(s => input.Scale * s)]);
            }
        }
    }

    private void Quantize(string tensor, (float Scale, int Zero) q)
    {
        _params[tensor] = q;
        _dequantized[tensor] = tensor + ".dq";
        Add(OnnxModelBuilder.Tensor(tensor + ".scale", [], [q.Scale]));
        Add(Bytes(tensor + ".zero", [], [q.Zero], _type));
        _nodes.Add(OnnxModelBuilder.MakeNode("QuantizeLinear", [tensor, tensor + ".scale", tensor + ".zero"], [tensor + ".q"]));
        _nodes.Add(OnnxModelBuilder.MakeNode("DequantizeLinear", [tensor + ".q", tensor + ".scale", tensor + ".zero"], [tensor + ".dq"]));
    }

    private (float Scale, int Zero) Range(TensorData value)
    {
        float low = Math.Min(0, value.Floats.Min()), high = Math.Max(0, value.Floats.Max());
        float scale = high == low ? 1 : (high - low) / 255;
        int least = _type == ElementType.Int8 ? -128 : 0;
        return (scale, Math.Clamp(least - (int)MathF.Round(low / scale), least, least + 255));
    }

    private (string Name, float[] Scales) Weights(string name)
    {
        OnnxTensor tensor = _model.Graph.Initializers.Single(t => t.Name == name);
        float[] values = tensor.ToFloats();
        int channels = _random.Next(3) == 0 ? 1 : (int)tensor.Dims[0], size = values.Length / channels;
        float[] scales = [.. Enumerable.Range(0, channels).Select(c => Math.Max(1e-6f, values.AsSpan(c * size, size).ToArray().Max(MathF.Abs) / 127))];
        int[] bytes = [.. values.Select((v, i) => (int)MathF.Round(v / scales[i / size]))];
        Add(Bytes(name + ".q", [.. tensor.Dims], bytes, ElementType.Int8));
        Dequantize(name, channels == 1 ? [] : [channels], scales, ElementType.Int8);
        return (name + ".dq", scales);
    }

    private string Bias(string name, float[] scales)
    {
        OnnxTensor tensor = _model.Graph.Initializers.Single(t => t.Name == name);
        int[] values = [.. tensor.ToFloats().Select((v, i) => (int)MathF.Round(v / scales[i % scales.Length]))];
        Add(OnnxModelBuilder.Tensor(name + ".q", [values.Length], values));
        Dequantize(name, scales.Length == 1 ? [] : [scales.Length], scales, ElementType.Int32);
        return name + ".dq";
    }

    private void Dequantize(string name, long[] dims, float[] scales, ElementType type)
    {
        Add(OnnxModelBuilder.Tensor(name + ".scale", dims, scales));
        var zeros = new int[scales.Length];
        Add(type == ElementType.Int32 ? OnnxModelBuilder.Tensor(name + ".zero", dims, zeros) : Bytes(name + ".zero", dims, zeros, type));
        _nodes.Add(OnnxModelBuilder.MakeNode("DequantizeLinear", [name + ".q", name + ".scale", name + ".zero"], [name + ".dq"], ("axis", 0)));
    }

    private void Add(OnnxTensor tensor) => _model.Graph.Initializers.Add(tensor);

    private static OnnxTensor Bytes(string name, long[] dims, int[] values, ElementType type) => type == ElementType.Int8
        ? OnnxModelBuilder.Tensor(name, dims, Array.ConvertAll(values, v => (sbyte)v))
        : OnnxModelBuilder.Tensor(name, dims, Array.ConvertAll(values, v => (byte)v));
}
