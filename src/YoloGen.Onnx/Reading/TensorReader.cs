using YoloGen.Diagnostics;
using YoloGen.Onnx.External;
using YoloGen.Onnx.Proto;

namespace YoloGen.Onnx.Reading;

/// <summary>Takes a TensorProto over, whichever form its values have: raw ones stay where the parser put them.</summary>
internal sealed class TensorReader(string? path)
{
    private readonly ExternalDataReader _external = new(path);
    private long _totalBytes;

    /// <summary>Files beside the model that values were read from.</summary>
    public IReadOnlyCollection<string> ExternalFiles => _external.Files;

    public OnnxTensor Tensor(TensorProto proto)
    {
        var tensor = new OnnxTensor { Name = ModelReader.Text(proto.Name), Type = (OnnxDataType)proto.DataType, Dims = proto.Dims.ToArray() };
        long expected = ExpectedBytes(tensor);
        if (proto.Segment is not null)
        {
            throw Bad(tensor, "it is one segment of a tensor, a form that no runtime reads; export the model again");
        }

        _totalBytes += expected;
        LimitExceeded.Check(_totalBytes, OnnxLimits.MaxTotalTensorBytes, "bytes of tensors");
        bool external = proto.DataLocation == TensorProto.Types.DataLocation.External;
        if (tensor.Type == OnnxDataType.String)
        {
            int texts = proto.StringData.Count;
            return texts == tensor.Count || proto.HasRawData || external ? tensor : throw Bad(tensor, $"{texts} texts where {tensor.Count} are expected");
        }

        tensor.Data = external ? _external.Read(tensor, [.. proto.ExternalData.Select(e => (ModelReader.Text(e.Key), ModelReader.Text(e.Value)))], expected)
            : proto.HasRawData ? proto.RawData.Memory
            : TypedValues.Bytes(tensor, proto);
        return tensor.Data.Length == expected
            ? tensor
            : throw Bad(tensor, $"{tensor.Data.Length} bytes of values where its type and dimensions need {expected}");
    }

    /// <summary>Refuses a tensor.</summary>
    public static YoloGenException Bad(OnnxTensor tensor, string what)
        => new(DiagnosticCodes.BadInitializer, $"tensor '{tensor.Name}' is invalid: {what}");

    /// <summary>Bytes of a tensor's values; checks its dimensions and type.</summary>
    private static long ExpectedBytes(OnnxTensor tensor)
    {
        long count = 1;
        foreach (long d in tensor.Dims)
        {
            if (d < 0)
            {
                throw Bad(tensor, "a dimension is negative");
            }

            // Both factors are at most 2^28 plus a check, so the product cannot overflow.
            LimitExceeded.Check(d, OnnxLimits.MaxTensorElements, $"elements in tensor '{tensor.Name}'");
            count *= d;
            LimitExceeded.Check(count, OnnxLimits.MaxTensorElements, $"elements in tensor '{tensor.Name}'");
        }

        int bits = tensor.Type.BitsOf();
        if (bits == 0 && tensor.Type != OnnxDataType.String)
        {
            throw Bad(tensor, $"its element type {(int)tensor.Type} is unknown; is the file newer than this version of YoloGen?");
        }

        return ((count * bits) + 7) / 8;
    }
}
