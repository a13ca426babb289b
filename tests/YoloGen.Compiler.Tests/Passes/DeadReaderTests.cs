using Xunit;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Tests.Passes;

/// <summary>
/// Two Q/DQ pairs in a row become one in ONNX Runtime unless the value between them has another reader, and it counts readers whose results
/// nobody wants: there a node that takes part in no output changes the network's bytes. Here such a node changes nothing. This is why
/// <see cref="RandomQdqTests"/> leaves out its model 7.
/// </summary>
public sealed class DeadReaderTests
{
    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public void A_reader_without_a_result_keeps_two_pairs_in_ONNX_Runtime_only(bool dead, int theirs)
    {
        var m = new QdqModel(7);
        Value first = m.Pair(m.Input(1, 4, 8, 8), -2, 2);
        if (dead)
        {
            m.Unary("Sigmoid", first);
        }

        m.Output(m.Unary("Softplus", m.Pair(first)));
        OrtComparison result = OrtComparison.Run(m);
        Assert.Equal(1, result.Count<QuantizeLinear>());
        Assert.True(result.Theirs("QuantizeLinear") == theirs, $"ONNX Runtime: {result}");
    }
}
