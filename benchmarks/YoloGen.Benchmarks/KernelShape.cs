using YoloGen.Onnx;

namespace YoloGen.Benchmarks;

/// <summary>One layer and its size, as networks of this kind have them.</summary>
/// <param name="Kind">The layer's kind in the plan.</param>
/// <param name="Inputs">Channels in.</param>
/// <param name="Outputs">Channels out.</param>
/// <param name="Kernel">Width and height of the window.</param>
/// <param name="Stride">Step of the window.</param>
/// <param name="Size">Width and height of the input.</param>
public sealed record KernelShape(string Kind, int Inputs, int Outputs, int Kernel, int Stride, int Size)
{
    public static IReadOnlyList<KernelShape> All { get; } =
    [
        new("qconv", 3, 16, 3, 2, 416), new("qconv", 16, 32, 3, 2, 208), new("qconv", 32, 32, 3, 1, 104), new("qconv", 64, 64, 3, 1, 52),
        new("qconv", 128, 128, 3, 1, 26), new("qconv", 256, 256, 3, 1, 13), new("qconv", 64, 64, 1, 1, 52), new("qconv", 256, 128, 1, 1, 13),
        new("qdepthwise", 64, 64, 3, 1, 52), new("qdepthwise", 64, 64, 3, 2, 52), new("qdepthwise", 64, 64, 5, 1, 52),
        new("conv", 32, 32, 3, 1, 104), new("conv", 128, 128, 3, 1, 26), new("conv", 64, 64, 1, 1, 52), new("depthwise", 64, 64, 3, 1, 52),
    ];

    /// <summary>Multiply-adds of the layer, its padding counted.</summary>
    public long MultiplyAdds
    {
        get
        {
            long side = ((Size - (Kernel % 2)) / Stride) + 1;
            return side * side * Outputs * (Depthwise ? 1 : Inputs) * Kernel * Kernel;
        }
    }

    private bool Quantized => Kind.StartsWith('q');

    private bool Depthwise => Kind.EndsWith("depthwise", StringComparison.Ordinal);

    public override string ToString() => $"{Kind} {Kernel}x{Kernel}/{Stride} {Inputs}->{Outputs} {Size}x{Size}";

    /// <summary>A network of that layer alone; quantized ones in Q/DQ form, channel by channel.</summary>
    internal OnnxModel Model()
    {
        int depth = Depthwise ? 1 : Inputs, count = Outputs * depth * Kernel * Kernel, pad = Kernel / 2;
        var random = new Random(1);
        OnnxModelBuilder model = new OnnxModelBuilder().Input("x", 1, Inputs, Size, Size).Metadata("yologen.head", "none");
        string x = "x", w = "w", y = "y";
        if (Quantized)
        {
            model.Initializer("s", [], 0.05f).Initializer("z", [], (byte)100).Initializer("wq", [Outputs, depth, Kernel, Kernel], [.. Enumerable.Range(0, count).Select(_ => (sbyte)random.Next(-127, 128))])
                .Initializer("ws", [Outputs], [.. Enumerable.Range(0, Outputs).Select(_ => 0.001f + (random.NextSingle() * 0.001f))]).Initializer("wz", [Outputs], new sbyte[Outputs])
                .Node("QuantizeLinear", ["x", "s", "z"], ["xq"]).Node("DequantizeLinear", ["xq", "s", "z"], ["xf"]).Node("DequantizeLinear", ["wq", "ws", "wz"], ["wf"], ("axis", 0));
            (x, w, y) = ("xf", "wf", "c");
        }
        else
        {
            model.Initializer("w", [Outputs, depth, Kernel, Kernel], [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)]);
        }

        model.Node("Conv", [x, w], [y], ("kernel_shape", new[] { Kernel, Kernel }), ("strides", new[] { Stride, Stride }), ("pads", new[] { pad, pad, pad, pad }), ("group", Depthwise ? Inputs : 1));
        if (Quantized)
        {
            model.Node("QuantizeLinear", ["c", "s", "z"], ["cq"]).Node("DequantizeLinear", ["cq", "s", "z"], ["y"]);
        }

        return model.Output("y").Build();
    }
}
