using YoloGen.Onnx;

namespace YoloGen.Compiler.Tests.Limits;

/// <summary>Models that are well-formed files and that no exporter writes, each with the code that refuses it, or "compiles".</summary>
internal static class HostileModels
{
    private const string Compiles = "compiles";

    public static IEnumerable<(string Name, string Code, OnnxModel Model)> All()
        => [.. Edges(), .. Names(), .. Sizes(), .. Attributes(), .. Constants(), .. Quantization(), .. Operators(), .. Metadata()];

    private static IEnumerable<(string, string, OnnxModel)> Edges()
    {
        yield return ("cycle of one", "YG0105", X().Node("Relu", ["y"], ["y"]).Output("y").Build());
        yield return ("cycle of two", "YG0105", X().Node("Add", ["x", "b"], ["a"]).Node("Relu", ["a"], ["b"]).Output("b").Build());
        yield return ("cycle of 20,000", "YG0105", Cycle(20_000));
        yield return ("cycle beside the output", "YG0105", X().Node("Relu", ["x"], ["y"]).Node("Relu", ["b"], ["a"]).Node("Relu", ["a"], ["b"]).Output("y").Build());
        yield return ("order of nodes turned round", Compiles, X().Node("Relu", ["a"], ["y"]).Node("Relu", ["x"], ["a"]).Output("y").Build());
        yield return ("input that nothing makes", "YG0105", X().Node("Relu", ["nothing"], ["y"]).Output("y").Build());
        yield return ("output that nothing makes", "YG0105", X().Node("Relu", ["x"], ["y"]).Output("z").Build());
        yield return ("name written twice", "YG0105", X().Node("Relu", ["x"], ["y"]).Node("Tanh", ["x"], ["y"]).Output("y").Build());
        yield return ("node that writes the input", "YG0105", X().Node("Relu", ["x"], ["x"]).Output("x").Build());
        yield return ("two inputs of a name", "YG0105", X().Input("x", 1, 1).Node("Relu", ["x"], ["y"]).Output("y").Build());
        yield return ("two initializers of a name", "YG0105", X().Initializer("w", [1], 1f).Initializer("w", [1], 2f).Node("Add", ["x", "w"], ["y"]).Output("y").Build());
        yield return ("node without outputs", "YG0105", X().Node("Relu", ["x"], []).Output("x").Build());
        yield return ("no nodes", Compiles, X().Output("x").Build());
        yield return ("no outputs", "YG0105", X().Node("Relu", ["x"], ["y"]).Build());
        yield return ("no inputs", Compiles, new OnnxModelBuilder().Initializer("w", [1], 1f).Node("Relu", ["w"], ["y"]).Output("y").Build());
        yield return ("an output twice", "YG0105", X().Node("Relu", ["x"], ["y"]).Output("y").Output("y").Build());
        yield return ("empty graph", "YG0105", new OnnxModelBuilder().Build());
        yield return ("missing first input", "YG0105", X().Node("Relu", [""], ["y"]).Output("y").Build());
        yield return ("too few inputs", "YG0105", X().Node("Conv", ["x"], ["y"]).Output("y").Build());
        yield return ("9,000 inputs of an Add", "YG0105", X().Node("Add", [.. Enumerable.Repeat("x", 9000)], ["y"]).Output("y").Build());
        yield return ("second output of a Relu", "YG0105", X().Node("Relu", ["x"], ["y", "z"]).Output("z").Build());
        yield return ("9,000 outputs of a Relu", Compiles, X().Node("Relu", ["x"], [.. Enumerable.Range(0, 9000).Select(i => $"y{i}")]).Output("y0").Build());
    }

    private static IEnumerable<(string, string, OnnxModel)> Names()
    {
        foreach (string name in (string[])["a*/ class B {} /*", "\"; System.Environment.Exit(1); \"", "\r\n}\n#error", "\u202Eabc\u2028\u2029", "\0", "\ud800", "../../../etc/passwd", new string('n', 100_000), "{{ 1 / 0 }}", "x\\u000a#error"])
        {
            yield return ($"name {name[..Math.Min(20, name.Length)]}", Compiles, new OnnxModelBuilder(17, name).Input(name, 1, 2, 4, 4).Node("Relu", [name], [name + "y"]).Output(name + "y").Build());
        }

        yield return ("5,000 names that become one", Compiles, Alike(5_000));
    }

    private static IEnumerable<(string, string, OnnxModel)> Sizes()
    {
        foreach ((string code, long[] dims) in ((string, long[])[])[("YG0102", [1, 3, 100_000, 100_000]), ("YG0102", [int.MaxValue, int.MaxValue]), ("YG0102", [1L << 40]), ("YG0102", [long.MaxValue]), (Compiles, [1, 0, 4, 4]), ("YG0204", [-1, 3, -1, -1]), ("YG0102", [1, 1, 1, 1, 1, 1, 1, 1, 2])])
        {
            yield return ($"input {string.Join(',', dims)}", code, new OnnxModelBuilder().Input("x", dims).Node("Relu", ["x"], ["y"]).Output("y").Build());
        }

        yield return ("Expand to 2^40", "YG0102", X().Initializer("s", [2], 1L << 20, 1L << 20).Node("Expand", ["x", "s"], ["y"]).Output("y").Build());
        yield return ("Tile by 2^31", "YG0203", X().Initializer("s", [4], 1L, 1, 1L << 31, 1L << 31).Node("Tile", ["x", "s"], ["y"]).Output("y").Build());
        yield return ("Resize by 1e30", "YG0102", X().Initializer("s", [4], 1f, 1, 1e30f, 1e30f).Node("Resize", ["x", "", "s"], ["y"]).Output("y").Build());
        yield return ("Resize to 2^40", "YG0203", X().Initializer("s", [4], 1L, 2, 1L << 40, 1).Node("Resize", ["x", "", "", "s"], ["y"]).Output("y").Build());
        yield return ("Pad by 2^40", "YG0203", X().Initializer("p", [8], 0L, 0, 0, 1L << 40, 0, 0, 0, 0).Node("Pad", ["x", "p"], ["y"]).Output("y").Build());
        yield return ("Pad by -2^63", "YG0203", X().Initializer("p", [8], 0L, 0, 0, long.MinValue, 0, 0, 0, 0).Node("Pad", ["x", "p"], ["y"]).Output("y").Build());
        yield return ("Range of 10^18", "YG0102", X().Initializer("a", [], 0L).Initializer("b", [], 1_000_000_000_000_000_000).Initializer("c", [], 1L).Node("Range", ["a", "b", "c"], ["r"]).Node("Cast", ["r"], ["f"], ("to", 1)).Output("f").Build());
        yield return ("Range by 0", "YG0203", X().Initializer("a", [], 0L).Initializer("b", [], 10L).Initializer("c", [], 0L).Node("Range", ["a", "b", "c"], ["r"]).Node("Cast", ["r"], ["f"], ("to", 1)).Output("f").Build());
        yield return ("ConstantOfShape of 2^60", "YG0102", X().Initializer("s", [2], 1L << 30, 1L << 30).Node("ConstantOfShape", ["s"], ["c"]).Node("Add", ["x", "c"], ["y"]).Output("y").Build());
        yield return ("30 doublings by Concat", "YG0102", Doublings(40));
        yield return ("Reshape to -1 twice", "YG0203", X().Initializer("s", [2], -1L, -1).Node("Reshape", ["x", "s"], ["y"]).Output("y").Build());
        yield return ("Reshape to -5", "YG0203", X().Initializer("s", [2], -5L, 1).Node("Reshape", ["x", "s"], ["y"]).Output("y").Build());
        yield return ("Reshape to another count", "YG0203", X().Initializer("s", [1], 7L).Node("Reshape", ["x", "s"], ["y"]).Output("y").Build());
        yield return ("OneHot of 2^40", "YG0203", X().Initializer("d", [], 1L << 40).Initializer("v", [2], 0f, 1).Node("Cast", ["x"], ["i"], ("to", 7)).Node("OneHot", ["i", "d", "v"], ["y"]).Output("y").Build());
        yield return ("Upsample by NaN", "YG0203", new OnnxModelBuilder(9).Input("x", 1, 2, 4, 4).Initializer("s", [4], 1f, 1, float.NaN, 2).Node("Upsample", ["x", "s"], ["y"]).Output("y").Build());
        yield return ("MatMul of 2^18 by 2^18", "YG0102", new OnnxModelBuilder().Input("a", 1 << 18, 1).Input("b", 1, 1 << 18).Node("MatMul", ["a", "b"], ["y"]).Output("y").Build());
    }

    private static IEnumerable<(string, string, OnnxModel)> Attributes()
    {
        long[] bad = [0, -1, int.MaxValue, long.MaxValue, long.MinValue];
        foreach (long v in bad)
        {
            yield return ($"Conv strides {v}", "YG0206", Conv(("strides", new[] { v, 1 })));
            yield return ($"Conv dilations {v}", "YG0206", Conv(("dilations", new[] { v, 1 })));
            yield return ($"Conv group {v}", "YG0203", Conv(("group", v)));
            yield return ($"MaxPool kernel {v}", "YG0206", X().Node("MaxPool", ["x"], ["y"], ("kernel_shape", new[] { v, 1 })).Output("y").Build());
            yield return ($"MaxPool pads {v}", v == 0 ? Compiles : "YG0206", X().Node("MaxPool", ["x"], ["y"], ("kernel_shape", new[] { 2, 2 }), ("pads", new[] { v, 0, 0, 0 })).Output("y").Build());
            yield return ($"Softmax axis {v}", v is 0 or -1 ? Compiles : "YG0206", X().Node("Softmax", ["x"], ["y"], ("axis", v)).Output("y").Build());
            yield return ($"Concat axis {v}", v is 0 or -1 ? Compiles : "YG0206", X().Node("Concat", ["x", "x"], ["y"], ("axis", v)).Output("y").Build());
            yield return ($"Slice step {v}", v == 0 ? "YG0203" : Compiles, X().Initializer("a", [1], 0L).Initializer("b", [1], long.MaxValue).Initializer("n", [1], 3L).Initializer("s", [1], v).Node("Slice", ["x", "a", "b", "n", "s"], ["y"]).Output("y").Build());
            yield return ($"Gather index {v}", v is 0 or -1 ? Compiles : "YG0203", X().Initializer("i", [1], v).Node("Gather", ["x", "i"], ["y"], ("axis", 3)).Output("y").Build());
            yield return ($"Split of {v}", "YG0203", X().Initializer("s", [2], v, 1).Node("Split", ["x", "s"], ["y", "z"], ("axis", 3)).Output("y").Output("z").Build());
            yield return ($"Unsqueeze axis {v}", v is 0 or -1 ? Compiles : "YG0206", X().Initializer("a", [1], v).Node("Unsqueeze", ["x", "a"], ["y"]).Output("y").Build());
            yield return ($"ConvTranspose output_padding {v}", v == 0 ? Compiles : "YG0206", X().Initializer("w", [2, 2, 2, 2], new float[16]).Node("ConvTranspose", ["x", "w"], ["y"], ("output_padding", new[] { v, 0 })).Output("y").Build());
            yield return ($"DepthToSpace blocksize {v}", "YG0206", X().Node("DepthToSpace", ["x"], ["y"], ("blocksize", v)).Output("y").Build());
            yield return ($"Cast to {v}", "YG0106", X().Node("Cast", ["x"], ["y"], ("to", v)).Output("y").Build());
            yield return ($"Cast to float, with {v} above its 32 bits", unchecked(v << 32) == 0 ? Compiles : "YG0106", X().Node("Cast", ["x"], ["y"], ("to", unchecked((v << 32) + (long)OnnxDataType.Float))).Output("y").Build());
        }

        yield return ("Transpose perm twice", "YG0206", X().Node("Transpose", ["x"], ["y"], ("perm", new[] { 0, 1, 1, 3 })).Output("y").Build());
        yield return ("Transpose perm of 9,000", "YG0206", X().Node("Transpose", ["x"], ["y"], ("perm", Enumerable.Range(0, 9000).ToArray())).Output("y").Build());
        yield return ("attribute of another type", "YG0206", X().Node("Softmax", ["x"], ["y"], ("axis", "one")).Output("y").Build());
        yield return ("attribute twice", "YG0206", X().Node("Softmax", ["x"], ["y"], ("axis", 1), ("axis", 2)).Output("y").Build());
        yield return ("LeakyRelu alpha NaN", Compiles, X().Node("LeakyRelu", ["x"], ["y"], ("alpha", float.NaN)).Output("y").Build());
        yield return ("LRN size 2^31", "YG0203", X().Node("LRN", ["x"], ["y"], ("size", 1L << 31)).Output("y").Build());
        yield return ("auto_pad of nonsense", "YG0206", Conv(("auto_pad", "SAME_MIDDLE")));
    }

    private static IEnumerable<(string, string, OnnxModel)> Constants()
    {
        yield return ("a shape that is computed from the photo", "YG0205", X().Node("Cast", ["x"], ["s"], ("to", 7)).Node("Reshape", ["x", "s"], ["y"]).Output("y").Build());
        yield return ("a weight of the wrong rank", "YG0203", X().Initializer("w", [2], 1f, 1).Node("Conv", ["x", "w"], ["y"]).Output("y").Build());
        yield return ("weights full of NaN", Compiles, X().Initializer("w", [1, 2, 1, 1], float.NaN, float.PositiveInfinity).Node("Conv", ["x", "w"], ["y"]).Output("y").Build());
        yield return ("integers divided by 0", "YG0203", X().Initializer("a", [1], 1L).Initializer("b", [1], 0L).Node("Div", ["a", "b"], ["s"]).Node("Reshape", ["x", "s"], ["y"]).Output("y").Build());
        yield return ("least integer divided by -1", "YG0203", X().Initializer("a", [1], long.MinValue).Initializer("b", [1], -1L).Node("Div", ["a", "b"], ["s"]).Node("Reshape", ["x", "s"], ["y"]).Output("y").Build());
    }

    private static IEnumerable<(string, string, OnnxModel)> Quantization()
    {
        foreach (float scale in (float[])[0, -1, float.NaN, float.PositiveInfinity, float.NegativeInfinity, -0f])
        {
            yield return ($"scale {scale}", "YG0301", X().Initializer("s", [], scale).Initializer("z", [], (byte)0).Node("QuantizeLinear", ["x", "s", "z"], ["q"]).Node("DequantizeLinear", ["q", "s", "z"], ["y"]).Output("y").Build());
        }

        yield return ("scale epsilon", Compiles, X().Initializer("s", [], float.Epsilon).Initializer("z", [], (byte)0).Node("QuantizeLinear", ["x", "s", "z"], ["q"]).Node("DequantizeLinear", ["q", "s", "z"], ["y"]).Output("y").Build());
        yield return ("scales of another count", "YG0302", X().Initializer("s", [3], 1f, 1, 1).Initializer("z", [3], (byte)0, (byte)0, (byte)0).Node("QuantizeLinear", ["x", "s", "z"], ["q"]).Node("DequantizeLinear", ["q", "s", "z"], ["y"]).Output("y").Build());
        yield return ("zero point of another type", "YG0302", X().Initializer("s", [], 1f).Initializer("z", [], (byte)0).Initializer("n", [], (sbyte)0).Node("QuantizeLinear", ["x", "s", "z"], ["q"]).Node("DequantizeLinear", ["q", "s", "n"], ["y"]).Output("y").Build());
        yield return ("bias of bytes", "YG0106", X().Initializer("s", [], 1f).Initializer("z", [], (byte)0).Initializer("w", [1, 2, 1, 1], (sbyte)1, (sbyte)1).Initializer("n", [], (sbyte)0).Initializer("b", [1], (byte)1)
            .Node("QuantizeLinear", ["x", "s", "z"], ["q"]).Node("QLinearConv", ["q", "s", "z", "w", "s", "n", "s", "z", "b"], ["c"]).Node("DequantizeLinear", ["c", "s", "z"], ["y"]).Output("y").Build());
    }

    private static IEnumerable<(string, string, OnnxModel)> Operators()
    {
        foreach (int opset in (int[])[-1, 0, 1, 6, 27, int.MaxValue])
        {
            yield return ($"operator set {opset}", "YG0107", new OnnxModelBuilder(opset).Input("x", 1, 2).Node("Relu", ["x"], ["y"]).Output("y").Build());
        }

        foreach (string op in (string[])["", "Frobnicate", "relu", "com.example:Relu", "Loop", "Scan", "NonMaxSuppression", "SequenceAt", "StringNormalizer", "RandomUniform", new string('O', 100_000)])
        {
            yield return ($"operator {op[..Math.Min(20, op.Length)]}", "YG0201", X().Node(op, ["x"], ["y"]).Output("y").Build());
        }

        yield return ("50,001 operators that stay", "YG0102", Chain("Sigmoid", 50_001));
        yield return ("20,000 unknown operators", "YG0201", Chain("Frobnicate", 20_000));
        foreach (OnnxDataType type in (OnnxDataType[])[OnnxDataType.String, OnnxDataType.Undefined, OnnxDataType.Double, (OnnxDataType)99, (OnnxDataType)(-1)])
        {
            yield return ($"input of type {type}", "YG0106", new OnnxModelBuilder().Input("x", type, 1, 2).Node("Relu", ["x"], ["y"]).Output("y").Build());
        }
    }

    private static IEnumerable<(string, string, OnnxModel)> Metadata()
    {
        foreach (string names in (string[])["", "{", "{0: 'a'", "{-1: 'a'}", "{99999999999: 'a'}", "{0: 'a', 0: 'b'}", new string('{', 100_000), "{0: '" + new string('a', 1_000_000) + "'}", "[\"\\\"; #error\"]", "{0: '\r\n*/ #error'}"])
        {
            yield return ($"names {names[..Math.Min(20, names.Length)]}", Compiles, X().Metadata("names", names).Node("Relu", ["x"], ["y"]).Output("y").Build());
        }
    }

    private static OnnxModelBuilder X() => new OnnxModelBuilder(17).Input("x", 1, 2, 4, 4);

    private static OnnxModel Conv(params (string, object)[] attributes) => X().Initializer("w", [2, 2, 2, 2], new float[16]).Node("Conv", ["x", "w"], ["y"], attributes).Output("y").Build();

    private static OnnxModel Chain(string op, int count)
    {
        OnnxModelBuilder b = X();
        for (int i = 0; i < count; i++)
        {
            b.Node(op, [i == 0 ? "x" : $"t{i}"], [$"t{i + 1}"]);
        }

        return b.Output($"t{count}").Build();
    }

    private static OnnxModel Cycle(int count)
    {
        OnnxModelBuilder b = X();
        for (int i = 0; i < count; i++)
        {
            b.Node("Relu", [$"t{(i + count - 1) % count}"], [$"t{i}"]);
        }

        return b.Output("t0").Build();
    }

    private static OnnxModel Alike(int count)
    {
        OnnxModelBuilder b = X();
        for (int i = 0; i < count; i++)
        {
            b.Node("Sigmoid", ["x"], ["a" + new string('!', i % 70) + new string('?', i / 70)]);
        }

        return b.Node("Concat", [.. Enumerable.Range(0, count).Select(i => "a" + new string('!', i % 70) + new string('?', i / 70))], ["y"], ("axis", 1)).Output("y").Build();
    }

    private static OnnxModel Doublings(int count)
    {
        OnnxModelBuilder b = X();
        for (int i = 0; i < count; i++)
        {
            b.Node("Concat", [i == 0 ? "x" : $"t{i}", i == 0 ? "x" : $"t{i}"], [$"t{i + 1}"], ("axis", 1));
        }

        return b.Output($"t{count}").Build();
    }
}
