using Xunit;
using YoloGen.Diagnostics;

namespace YoloGen.Onnx.Tests;

public class WriterTests
{
    /// <summary>The reader refuses such an attribute; a model made in code may have one.</summary>
    [Theory]
    [InlineData(OnnxAttributeType.Tensor)]
    [InlineData(OnnxAttributeType.Graph)]
    public void An_attribute_without_its_value_is_refused_with_its_name(OnnxAttributeType type)
    {
        OnnxModel model = new OnnxModelBuilder(17).Input("x", 1).Node("Relu", ["x"], ["y"]).Output("y").Build();
        model.Graph.Nodes[0].Attributes.Add(new OnnxAttribute { Name = "body", Type = type });
        var e = Assert.Throws<YoloGenException>(() => OnnxWriter.ToBytes(model));
        Assert.Equal(DiagnosticCodes.UnsupportedForm, Assert.Single(e.Diagnostics).Code);
        Assert.Contains("'body'", e.Message);
    }
}
