using YoloGen.Onnx;

namespace YoloGen.Tests;

/// <summary>Models that compile in no time.</summary>
internal static class TinyModels
{
    /// <summary>One convolution; not a detector, and says so, so that nobody warns.</summary>
    public static byte[] Plain(float weight = 1) => OnnxWriter.ToBytes(Convolution(weight).Metadata("yologen.head", "none").Build());

    /// <summary>One convolution, without a word about heads.</summary>
    public static byte[] WithoutHead() => OnnxWriter.ToBytes(Convolution(1).Build());

    /// <summary>Height and width are free.</summary>
    public static byte[] FreeShape() => OnnxWriter.ToBytes(new OnnxModelBuilder()
        .Input("images", OnnxDataType.Float, 1, 3, -1, -1)
        .Node("Relu", ["images"], ["y"])
        .Output("y")
        .Metadata("yologen.head", "none")
        .Build());

    /// <summary>The convolution, its weights in the file model.data: 24 bytes.</summary>
    public static byte[] WithExternalData()
        => ExternalModel.Without(Convolution(1).Metadata("yologen.head", "none").Build(), "w", "model.data");

    /// <summary>Three nodes that cannot be compiled.</summary>
    public static byte[] Refused() => OnnxWriter.ToBytes(new OnnxModelBuilder()
        .Input("x", 1, 3, 8, 8)
        .Node("NoSuchOperator", ["x"], ["a"])
        .Node("Relu", ["a"], ["b"])
        .Node("NorThisOne", ["b"], ["c"])
        .Node("NorThat", ["c"], ["y"])
        .Output("y")
        .Build());

    private static OnnxModelBuilder Convolution(float weight) => new OnnxModelBuilder()
        .Input("x", 1, 3, 8, 8)
        .Initializer("w", [2, 3, 1, 1], weight, 0f, 0f, 0f, weight, 0f)
        .Node("Conv", ["x", "w"], ["y"])
        .Output("y");
}
