using Xunit;
using YoloGen.Compiler.Import;
using YoloGen.Diagnostics;
using YoloGen.Onnx;
using YoloGen.Tests;

namespace YoloGen.Compiler.Tests.Import;

public class HostileImportTests
{
    /// <summary>Bytes that reading one damaged model may allocate: the importer's limit on constants, and room for copies.</summary>
    private const long MaxAllocated = 1L << 30;

    [Fact]
    public void Changed_bytes_give_a_graph_or_a_coded_error()
    {
        Assert.NotEmpty(Importer.Import(Everything()).Nodes);
        Attack(OnnxWriter.ToBytes(Everything()), 6000, seed: 1);
    }

    [Theory]
    [InlineData("micro_kws_static_qdq.onnx")]
    [InlineData("micro_kws_static_qoperator.onnx")]
    public void Changed_bytes_of_third_party_models(string name) => Attack(File.ReadAllBytes(SharedData.Require("models", name)), 300, seed: 2);

    /// <summary>A graph that doubles a tensor with every node ends at the limit, not at the end of memory.</summary>
    [Fact]
    public void Constants_that_grow_without_end_are_refused()
    {
        OnnxModelBuilder builder = new OnnxModelBuilder().Initializer("t0", [1], 1f);
        for (int i = 0; i < 60; i++)
        {
            builder.Node("Concat", [$"t{i}", $"t{i}"], [$"t{i + 1}"], ("axis", 0));
        }

        var e = Assert.Throws<YoloGenException>(() => Importer.Import(builder.Output("t60").Build()));
        Assert.Contains(e.Diagnostics, d => d.Code == DiagnosticCodes.LimitExceeded);
    }

    private static void Attack(byte[] original, int rounds, int seed)
    {
        var random = new Random(seed);
        for (int round = 0; round < rounds; round++)
        {
            byte[] bytes = (byte[])original.Clone();
            for (int changes = 1 + random.Next(3); changes > 0; changes--)
            {
                int at = random.Next(bytes.Length);
                bytes[at] = random.Next(3) switch { 0 => (byte)random.Next(256), 1 => (byte)(bytes[at] ^ (1 << random.Next(8))), _ => (byte)(bytes[at] + random.Next(-2, 3)) };
            }

            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                Importer.Import(OnnxReader.Parse(bytes));
            }
            catch (YoloGenException e)
            {
                Assert.DoesNotContain(e.Diagnostics, d => d.Code == DiagnosticCodes.Internal);
            }
            catch (Exception e)
            {
                Assert.Fail($"round {round}: {e}");
            }

            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < MaxAllocated, $"round {round} allocated {allocated} bytes");
        }
    }

    /// <summary>One of nearly every operator, small, so that a changed byte usually means something.</summary>
    private static OnnxModel Everything() => new OnnxModelBuilder(13)
        .Opset("com.microsoft", 1)
        .Input("x", -1, 4, 8, 8)
        .Initializer("w", [4, 2, 3, 3], new float[72])
        .Initializer("scales", [4], 1f, 1f, 2f, 2f)
        .Initializer("one", [1], 1L).Initializer("two", [1], 2L).Initializer("end", [1], long.MaxValue)
        .Initializer("pads", [8], 0L, 0, 1, 1, 0, 0, 1, 1)
        .Initializer("s", [], 0.1f).Initializer("z", [], (byte)3)
        .Initializer("matrix", [16, 3], new float[48])
        .Node("Conv", ["x", "w"], ["a"], ("group", 2), ("pads", new[] { 1, 1, 1, 1 }), ("strides", new[] { 1, 1 }), ("dilations", new[] { 1, 1 }))
        .Node("LeakyRelu", ["a"], ["b"], ("alpha", 0.1f))
        .Node("MaxPool", ["b"], ["c"], ("kernel_shape", new[] { 2, 2 }), ("strides", new[] { 2, 2 }), ("ceil_mode", 1))
        .Node("Resize", ["c", "", "scales"], ["d"], ("mode", "nearest"), ("nearest_mode", "floor"), ("coordinate_transformation_mode", "asymmetric"))
        .Node("Concat", ["b", "d"], ["e"], ("axis", 1))
        .Node("Split", ["e"], ["f", "g"], ("axis", 1))
        .Node("Slice", ["f", "one", "end", "two", "two"], ["h"])
        .Node("Pad", ["g", "pads"], ["i"], ("mode", "constant"))
        .Node("ReduceMean", ["i"], ["j"], ("axes", new[] { 2, 3 }))
        .Node("Shape", ["h"], ["k"]).Node("Gather", ["k", "two"], ["l"]).Node("Mul", ["l", "two"], ["m"]).Node("Unsqueeze", ["m", "one"], ["n"]).Node("Squeeze", ["n", "one"], ["o"])
        .Node("ConstantOfShape", ["o"], ["p"]).Node("Cast", ["p"], ["q"], ("to", 7)).Node("Tile", ["q", "two"], ["r"])
        .Node("Reshape", ["j", "end2"], ["t"]).Initializer("end2", [2], 1L, -1L)
        .Node("Transpose", ["t"], ["u"], ("perm", new[] { 1, 0 }))
        .Node("QuantizeLinear", ["u", "s", "z"], ["v"]).Node("DequantizeLinear", ["v", "s", "z"], ["y"])
        .Node("Range", ["zero", "limit", "step"], ["rr"]).Initializer("zero", [], 0L).Initializer("limit", [], 5L).Initializer("step", [], 1L)
        .Node("Expand", ["rr", "expand"], ["ee"]).Initializer("expand", [2], 3L, 5L)
        .Node("DepthToSpace", ["f"], ["dd"], ("blocksize", 2)).Node("Softmax", ["dd"], ["ss"], ("axis", 2)).Node("ArgMax", ["ss"], ["aa"])
        .Node("ConvTranspose", ["f", "w"], ["ct"], ("strides", new[] { 2, 2 }), ("output_padding", new[] { 1, 1 }))
        .Node("MatMul", ["flat", "matrix"], ["mm"]).Node("Flatten", ["sel"], ["flat"]).Node("Slice", ["h", "z4", "one4"], ["sel"])
        .Initializer("z4", [4], 0L, 0, 0, 0).Initializer("one4", [4], 1L, 4, 4, 1)
        .Output("y").Output("ee", OnnxDataType.Int64).Output("aa", OnnxDataType.Int64).Output("ct").Output("mm").Output("r", OnnxDataType.Int64)
        .Build();
}
