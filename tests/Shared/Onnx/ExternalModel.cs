using Google.Protobuf;
using YoloGen.Onnx;
using YoloGen.Onnx.Proto;

namespace YoloGen.Tests;

/// <summary>Models whose weights lie in a file beside them, a form that <see cref="OnnxWriter"/> does not write.</summary>
internal static class ExternalModel
{
    /// <summary>The file of a model, without the values of one tensor.</summary>
    /// <param name="model">The model, the values included.</param>
    /// <param name="tensor">Name of the tensor.</param>
    /// <param name="location">Where its values are said to lie.</param>
    public static byte[] Without(OnnxModel model, string tensor, string location)
    {
        ModelProto proto = ModelProto.Parser.ParseFrom(OnnxWriter.ToBytes(model));
        TensorProto external = proto.Graph.Initializer.Single(t => t.Name.ToStringUtf8() == tensor);
        external.ClearRawData();
        external.ExternalData.Add(new StringStringEntryProto { Key = ByteString.CopyFromUtf8("location"), Value = ByteString.CopyFromUtf8(location) });
        external.DataLocation = TensorProto.Types.DataLocation.External;
        return proto.ToByteArray();
    }
}
