using Xunit;
using YoloGen.Compiler.Graph;

namespace YoloGen.Compiler.Tests.Import;

public class WindowImportTests
{
    [Theory]
    [InlineData("NOTSET", 1, 1)]
    [InlineData("NOTSET", 2, 1)]
    [InlineData("NOTSET", 2, 2)]
    [InlineData("VALID", 2, 1)]
    [InlineData("SAME_UPPER", 2, 1)]
    [InlineData("SAME_LOWER", 2, 1)]
    [InlineData("SAME_UPPER", 3, 1)]
    [InlineData("SAME_LOWER", 3, 1)]
    public void Conv(string auto, int stride, int dilation)
    {
        OneNode node = new OneNode("Conv").In(1, 4, 11, 8).Weights([6, 2, 3, 2]).Weights([6])
            .Attr("group", 2).Attr("strides", new[] { stride, stride }).Attr("dilations", new[] { dilation, dilation }).Attr("auto_pad", auto).Attr("kernel_shape", new[] { 3, 2 });
        (auto == "NOTSET" ? node.Attr("pads", new[] { 1, 0, 2, 1 }) : node).SameAsOrt();
    }

    [Fact]
    public void Conv_of_one_axis()
        => new OneNode("Conv").In(2, 4, 11).Weights([6, 4, 3]).Attr("pads", new[] { 1, 2 }).Attr("strides", new[] { 2 }).SameAsOrt();

    [Theory]
    [InlineData("pads", new[] { 1, 0, 1, 2 })]
    [InlineData("output_padding", new[] { 1, 0 })]
    [InlineData("output_shape", new[] { 9, 12 })]
    [InlineData("output_shape", new[] { 10, 11 })]
    [InlineData("dilations", new[] { 2, 1 })]
    public void ConvTranspose(string name, int[] value)
        => new OneNode("ConvTranspose").In(1, 4, 5, 6).Weights([4, 3, 3, 2]).Attr("strides", new[] { 2, 2 }).Attr("group", 2).Attr(name, value).SameAsOrt();

    [Theory]
    [InlineData("SAME_UPPER")]
    [InlineData("SAME_LOWER")]
    [InlineData("VALID")]
    public void ConvTranspose_with_auto_pad(string auto)
        => new OneNode("ConvTranspose").In(1, 2, 5, 6).Weights([2, 3, 3, 3]).Attr("strides", new[] { 2, 2 }).Attr("auto_pad", auto).SameAsOrt();

    [Theory]
    [InlineData("MaxPool", 0, "NOTSET", 3, 2)]
    [InlineData("MaxPool", 1, "NOTSET", 3, 2)]
    [InlineData("MaxPool", 1, "NOTSET", 2, 3)]
    [InlineData("MaxPool", 1, "NOTSET", 2, 2)]
    [InlineData("MaxPool", 0, "SAME_UPPER", 3, 2)]
    [InlineData("MaxPool", 0, "SAME_LOWER", 2, 2)]
    [InlineData("MaxPool", 0, "VALID", 3, 2)]
    [InlineData("AveragePool", 0, "NOTSET", 3, 2)]
    [InlineData("AveragePool", 1, "NOTSET", 3, 2)]
    [InlineData("AveragePool", 1, "NOTSET", 2, 3)]
    [InlineData("AveragePool", 0, "SAME_UPPER", 3, 2)]
    public void Pools(string op, int ceil, string auto, int kernel, int stride)
    {
        for (int size = 6; size < 10; size++)
        {
            OneNode node = new OneNode(op, 19).In(1, 3, size, size + 1)
                .Attr("kernel_shape", new[] { kernel, kernel }).Attr("strides", new[] { stride, stride }).Attr("ceil_mode", ceil).Attr("auto_pad", auto);
            (auto == "NOTSET" ? node.Attr("pads", new[] { 1, 0, 1, 1 }) : node).SameAsOrt();
        }
    }

    [Fact]
    public void Pool_of_one_axis() => new OneNode("MaxPool").In(1, 3, 9).Attr("kernel_shape", new[] { 3 }).Attr("strides", new[] { 2 }).SameAsOrt();

    [Fact]
    public void Pool_of_bytes() => new OneNode("MaxPool").Bytes(ElementType.Int8, 1, 3, 9, 9).Attr("kernel_shape", new[] { 3, 3 }).SameAsOrt();

    [Fact]
    public void Global_pools()
    {
        new OneNode("GlobalAveragePool").In(2, 3, 5, 4).SameAsOrt();
        new OneNode("GlobalMaxPool").In(2, 3, 5).SameAsOrt();
    }

    /// <summary>Every kernel and stride on every size: kernels below the stride leave pixels out at both ends.</summary>
    [Theory]
    [InlineData("Conv", "SAME_UPPER")]
    [InlineData("Conv", "SAME_LOWER")]
    [InlineData("Conv", "VALID")]
    [InlineData("ConvTranspose", "SAME_UPPER")]
    [InlineData("ConvTranspose", "SAME_LOWER")]
    [InlineData("ConvTranspose", "VALID")]
    [InlineData("MaxPool", "SAME_UPPER")]
    [InlineData("MaxPool", "SAME_LOWER")]
    public void Auto_pad(string op, string auto)
    {
        for (int size = 3; size < 14; size++)
        {
            for (int kernel = 1; kernel < 4; kernel++)
            {
                for (int stride = 1; stride < 6; stride++)
                {
                    // ONNX Runtime refuses negative padding of pools.
                    if (op == "MaxPool" && (((size - 1) / stride) * stride) + kernel < size)
                    {
                        continue;
                    }

                    OneNode node = new OneNode(op).In(1, 2, size, 3);
                    node = op == "MaxPool" ? node.Attr("kernel_shape", new[] { kernel, 1 }) : node.Weights([2, 2, kernel, 1]);
                    node.Attr("auto_pad", auto).Attr("strides", new[] { stride, 1 }).SameAsOrt();
                }
            }
        }
    }

    /// <summary>12 pixels in steps of 4 with a kernel of 1: total padding (3 - 1) * 4 + 1 - 12 = -3, of which ONNX Runtime 1.31.1 puts -1 or 0 first: its convolutions keep one pixel more, its pools do not.</summary>
    [Theory]
    [InlineData("SAME_UPPER", 12, 4, new[] { 1f, 5f, 9f }, new[] { 1f, 5f, 9f })]
    [InlineData("SAME_LOWER", 12, 4, new[] { 0f, 4f, 8f }, new[] { 1f, 5f, 9f })]
    [InlineData("SAME_UPPER", 15, 5, new[] { 1f, 6f, 11f }, new[] { 2f, 7f, 12f })]
    [InlineData("SAME_LOWER", 15, 5, new[] { 1f, 6f, 11f }, new[] { 1f, 6f, 11f })]
    [InlineData("SAME_UPPER", 10, 4, new[] { 0f, 4f, 8f }, new[] { 0f, 4f, 8f })]
    public void Kernels_below_the_stride_leave_pixels_out(string auto, int size, int stride, float[] picked, float[] pooled)
    {
        var x = new TensorData(Shape.Of(1, 1, 1, size), [.. Enumerable.Range(0, size).Select(i => (float)i)]);
        foreach (string op in (string[])["Conv", "MaxPool", "AveragePool"])
        {
            OneNode node = new OneNode(op).In(x);
            node = op == "Conv" ? node.Const(Onnx.OnnxModelBuilder.Tensor("", [1, 1, 1, 1], [1f])) : node.Attr("kernel_shape", new[] { 1, 1 });
            NetworkGraph graph = node.Attr("auto_pad", auto).Attr("strides", new[] { 1, stride }).Import();
            Assert.Equal(op == "Conv" ? picked : pooled, Compiler.Interpreter.Interpreter.Run(graph, new Dictionary<string, TensorData> { ["x0"] = x })["y0"].Floats);
        }
    }

    [Theory]
    [InlineData("half_pixel", "linear")]
    [InlineData("pytorch_half_pixel", "linear")]
    [InlineData("align_corners", "linear")]
    [InlineData("asymmetric", "linear")]
    [InlineData("asymmetric", "nearest")]
    [InlineData("half_pixel", "nearest")]
    public void Resize(string coordinates, string mode)
    {
        foreach (int opset in (int[])[11, 13, 18])
        {
            new OneNode("Resize", opset).In(1, 2, 5, 4).Const(new float[0]).Const(1f, 1f, coordinates == "align_corners" ? 3f : 1.7f, 2f)
                .Attr("coordinate_transformation_mode", coordinates).Attr("mode", mode).SameAsOrt();
            new OneNode("Resize", opset).In(1, 2, 5, 4).Const(new float[0]).Const(new float[0]).Const(1L, 2L, 10L, 3L)
                .Attr("coordinate_transformation_mode", coordinates).Attr("mode", mode).SameAsOrt();
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(2)]
    public void Resize_of_other_ranks(int rank)
        => new OneNode("Resize").In([.. new long[] { 5, 4, 3 }.Take(rank)]).None().Const([.. new[] { 1f, 1f, 2f }.TakeLast(rank)])
            .Attr("mode", "nearest").Attr("coordinate_transformation_mode", "asymmetric").Attr("nearest_mode", "floor").SameAsOrt();

    [Theory]
    [InlineData("not_larger")]
    [InlineData("not_smaller")]
    public void Resize_keeps_the_aspect_ratio(string policy)
        => new OneNode("Resize", 18).In(1, 2, 5, 4).None().None().Const(9L, 9L).Attr("axes", new[] { 2, 3 }).Attr("keep_aspect_ratio_policy", policy).Attr("mode", "linear").SameAsOrt();

    [Fact]
    public void Old_resizing()
    {
        new OneNode("Resize", 10).In(1, 2, 5, 4).Const(1f, 1f, 2f, 2f).SameAsOrt();
        new OneNode("Resize", 10).In(1, 2, 5, 4).Const(1f, 1f, 0.6f, 0.5f).SameAsOrt();
        new OneNode("Upsample", 9).In(1, 2, 5, 4).Const(1f, 1f, 2f, 3f).SameAsOrt();
        new OneNode("Upsample", 9).In(1, 2, 5, 4).Const(1f, 1f, 2f, 2f).Attr("mode", "linear").SameAsOrt();
        new OneNode("Upsample", 7).In(1, 2, 5, 4).Attr("scales", new[] { 1f, 1f, 2f, 2f }).SameAsOrt();
    }
}
