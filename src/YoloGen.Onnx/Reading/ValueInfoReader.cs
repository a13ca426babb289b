using YoloGen.Onnx.Proto;

namespace YoloGen.Onnx.Reading;

/// <summary>Takes ValueInfoProto, TypeProto and TensorShapeProto over. Only tensor types are looked into.</summary>
internal static class ValueInfoReader
{
    public static OnnxValueInfo ValueInfo(ValueInfoProto proto)
    {
        TypeProto.Types.Tensor? tensor = proto.Type?.TensorType;
        return new OnnxValueInfo
        {
            Name = ModelReader.Text(proto.Name),
            Type = (OnnxDataType)(tensor?.ElemType ?? 0),
            Dims = tensor?.Shape is { } shape ? [.. shape.Dim.Select(Dim)] : null,
            Kind = proto.Type?.ValueCase switch
            {
                TypeProto.ValueOneofCase.SequenceType => "sequence",
                TypeProto.ValueOneofCase.MapType => "map",
                TypeProto.ValueOneofCase.SparseTensorType => "sparse tensor",
                TypeProto.ValueOneofCase.OptionalType => "optional",
                _ => "tensor",
            },
        };
    }

    private static OnnxDim Dim(TensorShapeProto.Types.Dimension proto) => proto.ValueCase switch
    {
        // Some exporters write -1 for a dimension that is free.
        TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue when proto.DimValue >= 0 => new OnnxDim(proto.DimValue, null),
        TensorShapeProto.Types.Dimension.ValueOneofCase.DimParam => new OnnxDim(null, ModelReader.Text(proto.DimParam)),
        _ => new OnnxDim(null, null),
    };
}
