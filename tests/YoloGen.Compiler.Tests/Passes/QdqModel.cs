using YoloGen.Compiler.Graph;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Tests.Passes;

/// <summary>A value of a model under construction.</summary>
internal sealed record Value(string Name, int[] Shape);

/// <summary>How a convolution's or product's bias is stored.</summary>
internal enum BiasForm
{
    None,
    Int32,
    Float,
}

/// <summary>How weights are stored.</summary>
internal enum WeightForm
{
    SignedPerChannel,
    Signed,
    UnsignedPerChannel,
    Unsigned,
    Float,
}

/// <summary>
/// Makes ONNX models with QuantizeLinear and DequantizeLinear, a node in a line. Values have a standard deviation of about 1, so that the
/// default ranges use most of the 8 bits and saturate now and then.
/// </summary>
internal sealed class QdqModel(int seed, int opset = 17)
{
    private readonly OnnxModelBuilder _builder = new OnnxModelBuilder(opset).Opset("com.microsoft", 1);
    private readonly Dictionary<string, TensorData> _values = new(StringComparer.Ordinal);
    private readonly List<string> _outputs = [];
    private readonly Dictionary<string, float> _scales = new(StringComparer.Ordinal);
    private int _names;

    public Random Random { get; } = new(seed);

    /// <summary>Type of activations.</summary>
    public ElementType Type { get; set; } = ElementType.UInt8;

    /// <summary>Relative error of the scale of int32 biases.</summary>
    public float BiasScaleError { get; set; }

    public IReadOnlyDictionary<string, TensorData> Inputs => _values;

    public Value Input(params int[] shape)
    {
        string name = Name("x");
        _builder.Input(name, [.. shape.Select(d => (long)d)]);
        _values[name] = new TensorData(Graph.Shape.Of(shape), Normal(shape.Aggregate(1, (n, d) => n * d), 1));
        return new Value(name, shape);
    }

    public Value Op(string op, int[] shape, Value[] inputs, params (string, object)[] attributes)
        => Op(op, shape, [.. inputs.Select(i => i.Name)], attributes);

    public Value Op(string op, int[] shape, string[] inputs, params (string, object)[] attributes)
    {
        string name = Name(op);
        _builder.Node(op, inputs, [name], attributes);
        return new Value(name, shape);
    }

    /// <summary>A float constant.</summary>
    public Value Floats(int[] shape, params float[] values) => new(Constant(n => OnnxModelBuilder.Tensor(n, Long(shape), values)), shape);

    public Value Longs(params long[] values) => new(Constant(n => OnnxModelBuilder.Tensor(n, [values.Length], values)), [values.Length]);

    /// <summary>QuantizeLinear; <paramref name="low"/> and <paramref name="high"/> are the range it covers, about.</summary>
    public Quantized Quantize(Value x, double low = -3, double high = 3, ElementType? type = null)
    {
        (float scale, int zero) = Params(low * Near(), high * Near(), type ?? Type);
        return Quantize(x, scale, zero, type ?? Type);
    }

    public Quantized Quantize(Value x, float scale, int zero, ElementType type)
    {
        string s = Constant(n => OnnxModelBuilder.Tensor(n, [], [scale])), z = ZeroPoint(type, [], zero);
        return new Quantized(Op("QuantizeLinear", x.Shape, [x.Name, s, z]), scale, zero, type, s, z);
    }

    public Value Dequantize(Quantized q)
    {
        Value value = Op("DequantizeLinear", q.Bytes.Shape, [q.Bytes.Name, q.ScaleName, q.ZeroName]);
        _scales[value.Name] = q.Scale;
        return value;
    }

    /// <summary>Quantize and dequantize.</summary>
    public Value Pair(Value x, double low = -3, double high = 3, ElementType? type = null) => Dequantize(Quantize(x, low, high, type));

    /// <summary>A dequantized constant of bytes.</summary>
    public Value ByteConstant(params int[] shape)
    {
        byte[] bytes = new byte[shape.Aggregate(1, (n, d) => n * d)];
        Random.NextBytes(bytes);
        (float scale, int zero) = Params(-1, 1, Type);
        string data = Constant(n => Bytes(n, shape, bytes, Type)), s = Constant(n => OnnxModelBuilder.Tensor(n, [], [scale]));
        return Op("DequantizeLinear", shape, [data, s, ZeroPoint(Type, [], zero)]);
    }

    /// <summary>A convolution of a dequantized value; <paramref name="input"/> is needed for an int32 bias.</summary>
    public Value Conv(Value x, int outputs, int kernel = 1, int stride = 1, int pad = 0, int group = 1, WeightForm weights = WeightForm.SignedPerChannel, BiasForm bias = BiasForm.Int32)
    {
        int fan = x.Shape[1] / group * kernel * kernel;
        int[] shape = [outputs, x.Shape[1] / group, kernel, kernel];
        Value w = Weights(shape, 0, 1 / Math.Sqrt(fan), weights, out float[] scales);
        List<Value> inputs = [x, w];
        if (bias != BiasForm.None)
        {
            inputs.Add(Bias(x, outputs, scales, bias));
        }

        int Size(int d) => ((d + (2 * pad) - kernel) / stride) + 1;
        return Op(
            "Conv", [x.Shape[0], outputs, Size(x.Shape[2]), Size(x.Shape[3])], [.. inputs],
            ("kernel_shape", new[] { kernel, kernel }), ("strides", new[] { stride, stride }), ("pads", new[] { pad, pad, pad, pad }), ("group", group));
    }

    public Value Gemm(Value x, int outputs, bool transB, WeightForm weights, BiasForm bias)
    {
        int fan = x.Shape[1];
        Value w = Weights(transB ? [outputs, fan] : [fan, outputs], transB ? 0 : 1, 1 / Math.Sqrt(fan), weights, out float[] scales);
        List<Value> inputs = [x, w];
        if (bias != BiasForm.None)
        {
            inputs.Add(Bias(x, outputs, scales, bias));
        }

        return Op("Gemm", [x.Shape[0], outputs], [.. inputs], ("transB", transB ? 1 : 0));
    }

    public Value MatMul(Value x, int outputs, WeightForm weights)
    {
        int fan = x.Shape[^1];
        Value w = Weights([fan, outputs], 1, 1 / Math.Sqrt(fan), weights, out _);
        return Op("MatMul", [.. x.Shape[..^1], outputs], [x, w]);
    }

    public Value Unary(string op, Value x, params (string, object)[] attributes) => Op(op, x.Shape, [x], attributes);

    public Value Clip(Value x, float low, float high) => Op("Clip", x.Shape, [x, Floats([], low), Floats([], high)]);

    public Value Pool(string op, Value x, int kernel, int stride, int pad = 0)
    {
        int Size(int d) => ((d + (2 * pad) - kernel) / stride) + 1;
        return Op(
            op, [x.Shape[0], x.Shape[1], Size(x.Shape[2]), Size(x.Shape[3])], [x],
            ("kernel_shape", new[] { kernel, kernel }), ("strides", new[] { stride, stride }), ("pads", new[] { pad, pad, pad, pad }));
    }

    public Value Concat(int axis, params Value[] x)
    {
        int[] shape = [.. x[0].Shape];
        shape[axis] = x.Sum(v => v.Shape[axis]);
        return Op("Concat", shape, x, ("axis", axis));
    }

    public Value Binary(string op, Value a, Value b)
    {
        int rank = Math.Max(a.Shape.Length, b.Shape.Length);
        int At(Value v, int i) => i < rank - v.Shape.Length ? 1 : v.Shape[i - (rank - v.Shape.Length)];
        return Op(op, [.. Enumerable.Range(0, rank).Select(i => Math.Max(At(a, i), At(b, i)))], [a, b]);
    }

    public Value Reshape(Value x, params int[] shape) => Op("Reshape", shape, [x, Longs(Long(shape))]);

    public Value Transpose(Value x, params int[] perm) => Op("Transpose", [.. perm.Select(p => x.Shape[p])], [x], ("perm", perm));

    /// <summary>The first <paramref name="count"/> channels.</summary>
    public Value Slice(Value x, int start, int count)
        => Op("Slice", [x.Shape[0], count, .. x.Shape[2..]], [x, Longs(start), Longs(start + count), Longs(1)]);

    /// <summary>One of two halves of the channels.</summary>
    public Value Split(Value x, int half)
    {
        int first = (x.Shape[1] + 1) / 2, second = x.Shape[1] - first;
        if (second == 0)
        {
            return x;
        }

        string[] names = [Name("Split"), Name("Split")];
        _builder.Node("Split", [x.Name, Longs(first, second).Name], names, ("axis", 1));
        return new Value(names[half], [x.Shape[0], half == 0 ? first : second, .. x.Shape[2..]]);
    }

    /// <summary>Zeros around rows and columns.</summary>
    public Value Pad(Value x, int before, int after)
        => Op("Pad", [x.Shape[0], x.Shape[1], x.Shape[2] + before + after, x.Shape[3] + before + after], [x, Longs(0, 0, before, before, 0, 0, after, after)]);

    /// <summary>2x2, stride 2.</summary>
    public Value ConvTranspose(Value x, int outputs, WeightForm weights, BiasForm bias)
    {
        Value w = Weights([x.Shape[1], outputs, 2, 2], 1, 1 / Math.Sqrt(x.Shape[1]), weights, out float[] scales);
        List<Value> inputs = [x, w];
        if (bias != BiasForm.None)
        {
            inputs.Add(Bias(x, outputs, scales, bias));
        }

        return Op("ConvTranspose", [x.Shape[0], outputs, x.Shape[2] * 2, x.Shape[3] * 2], [.. inputs], ("kernel_shape", new[] { 2, 2 }), ("strides", new[] { 2, 2 }));
    }

    /// <summary>A convolution over rows and columns as one axis, back in two dimensions.</summary>
    public Value Conv1D(Value x, int outputs, WeightForm weights, BiasForm bias)
    {
        Value flat = Reshape(x, x.Shape[0], x.Shape[1], x.Shape[2] * x.Shape[3]);
        Value w = Weights([outputs, x.Shape[1], 3], 0, 1 / Math.Sqrt(x.Shape[1] * 3), weights, out float[] scales);
        List<Value> inputs = [flat, w];
        if (bias != BiasForm.None)
        {
            inputs.Add(Bias(x, outputs, scales, bias));
        }

        Value y = Op("Conv", [x.Shape[0], outputs, x.Shape[2] * x.Shape[3]], [.. inputs], ("kernel_shape", new[] { 3 }), ("pads", new[] { 1, 1 }));
        return Reshape(y, x.Shape[0], outputs, x.Shape[2], x.Shape[3]);
    }

    public Value Resize(Value x, int factor)
        => Op(
            "Resize", [x.Shape[0], x.Shape[1], x.Shape[2] * factor, x.Shape[3] * factor], [x.Name, "", Floats([4], 1, 1, factor, factor).Name],
            ("mode", "nearest"), ("coordinate_transformation_mode", "asymmetric"), ("nearest_mode", "floor"));

    public void Output(Value x)
    {
        if (!_outputs.Contains(x.Name))
        {
            _outputs.Add(x.Name);
            _builder.Output(x.Name, Long(x.Shape));
        }
    }

    public OnnxModel Build() => _builder.Build();

    private Value Weights(int[] shape, int axis, double deviation, WeightForm form, out float[] scales)
    {
        int count = shape.Aggregate(1, (n, d) => n * d), channels = shape[axis];
        if (form == WeightForm.Float)
        {
            scales = [];
            return Floats(shape, Normal(count, deviation));
        }

        bool perChannel = form is WeightForm.SignedPerChannel or WeightForm.UnsignedPerChannel, signed = form is WeightForm.SignedPerChannel or WeightForm.Signed;
        ElementType type = signed ? ElementType.Int8 : ElementType.UInt8;
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++)
        {
            bytes[i] = unchecked((byte)(Math.Clamp(Math.Round(Normal() * 40), -127, 127) + (signed ? 0 : 128)));
        }

        int groups = perChannel ? channels : 1;
        float[] s = [.. Enumerable.Range(0, groups).Select(_ => (float)(deviation / 40 * Near()))];
        scales = s;
        int[] paramShape = perChannel ? [channels] : [];
        string data = Constant(n => Bytes(n, shape, bytes, type)), scale = Constant(n => OnnxModelBuilder.Tensor(n, Long(paramShape), s));
        int[] zeros = [.. Enumerable.Range(0, groups).Select(_ => signed ? 0 : Random.Next(120, 137))];
        return Op("DequantizeLinear", shape, [data, scale, ZeroPoint(type, paramShape, zeros)], ("axis", axis));
    }

    private Value Bias(Value x, int outputs, float[] scales, BiasForm form)
    {
        if (form == BiasForm.Float || scales.Length == 0)
        {
            return Floats([outputs], Normal(outputs, 0.5));
        }

        // The scale should be that of the input times that of the weights; engines take that for granted.
        float[] s = [.. scales.Select(v => v * (_scales.GetValueOrDefault(x.Name, 0.02f) * (1 + BiasScaleError)))];
        int[] values = [.. Normal(outputs, 0.5).Select((v, i) => (int)Math.Round(v / s[i % s.Length]))];
        string data = Constant(n => OnnxModelBuilder.Tensor(n, [outputs], values)), scale = Constant(n => OnnxModelBuilder.Tensor(n, s.Length == 1 ? [] : [s.Length], s));
        return Op("DequantizeLinear", [outputs], [data, scale], ("axis", 0));
    }

    private (float Scale, int Zero) Params(double low, double high, ElementType type)
    {
        float scale = (float)((high - low) / 255);
        int min = type == ElementType.UInt8 ? 0 : -128;
        return (scale, Math.Clamp((int)Math.Round(min - (low / scale)), min, min + 255));
    }

    private string ZeroPoint(ElementType type, int[] shape, params int[] values)
        => Constant(n => Bytes(n, shape, [.. values.Select(v => unchecked((byte)v))], type));

    private static OnnxTensor Bytes(string name, int[] shape, byte[] bytes, ElementType type)
        => type == ElementType.UInt8 ? OnnxModelBuilder.Tensor(name, Long(shape), bytes) : OnnxModelBuilder.Tensor(name, Long(shape), Array.ConvertAll(bytes, b => unchecked((sbyte)b)));

    private string Constant(Func<string, OnnxTensor> make)
    {
        OnnxTensor tensor = make(Name("c"));
        _builder.Initializer(tensor);
        return tensor.Name;
    }

    private string Name(string prefix) => $"{prefix}_{_names++}";

    private double Near() => 0.75 + (Random.NextDouble() * 0.5);

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - Random.NextDouble())) * Math.Cos(2 * Math.PI * Random.NextDouble());

    private float[] Normal(int count, double deviation) => [.. Enumerable.Range(0, count).Select(_ => (float)(Normal() * deviation))];

    private static long[] Long(int[] values) => Array.ConvertAll(values, v => (long)v);
}

/// <summary>Bytes with their parameters.</summary>
internal sealed record Quantized(Value Bytes, float Scale, int Zero, ElementType Type, string ScaleName, string ZeroName);
