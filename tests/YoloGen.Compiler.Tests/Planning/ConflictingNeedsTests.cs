using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Tests.Planning;

/// <summary>Layers that write what their readers cannot read as it lies, and layers of bytes beside their form for floats: both compile.</summary>
public sealed class ConflictingNeedsTests
{
    /// <summary>A product is written in rows; pooling and convolution read pixels with a border around them.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_reads_pixels_reads_a_product(bool pooled)
    {
        var b = new GraphBuilder(5);
        Tensor product = b.Add(new MatMul(), ElementType.Float32, [1, 3, 4, 6], b.Input(1, 3, 4, 5), b.Input(1, 3, 5, 6));
        b.Output(pooled
            ? b.Add(new MaxPool(GraphBuilder.Window(3, 1, 1)), ElementType.Float32, [1, 3, 4, 6], product)
            : b.Conv(product, 5, GraphBuilder.Window(3, 1, 1)));
        EmittedCheck.Run(b);
    }

    /// <summary>Sums of bytes, as MatMulInteger gives them, read as pixels by a convolution.</summary>
    [Fact]
    public void A_convolution_reads_a_product_of_bytes()
    {
        var b = new GraphBuilder(6);
        Tensor sums = b.Add(new MatMulInteger(), ElementType.Int32, [1, 3, 4, 6], b.Input(ElementType.UInt8, 1, 3, 4, 5), b.Input(ElementType.UInt8, 1, 3, 5, 6));
        b.Output(b.Conv(b.Add(new Cast(), ElementType.Float32, [1, 3, 4, 6], sums), 5, GraphBuilder.Window(3, 1, 1)));
        EmittedCheck.Run(b);
    }

    [Theory]
    [InlineData(ElementType.UInt8)]
    [InlineData(ElementType.Int8)]
    public void GlobalMaxPool_of_bytes(ElementType type)
    {
        var b = new GraphBuilder(7);
        b.Output(b.Add(new Reduce(ReduceKind.Max, [2, 3], true) { IsGlobalPool = true }, type, [1, 5, 1, 1], b.Input(type, 1, 5, 4, 3)));
        EmittedCheck.Run(b);
    }
}
