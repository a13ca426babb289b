using YoloGen.Onnx.Wire;

namespace YoloGen.Onnx;

/// <summary>Parses ValueInfoProto, TypeProto and TensorShapeProto. Only tensor types are looked into.</summary>
internal static class ValueInfoParser
{
    public static OnnxValueInfo ValueInfo(ReadOnlySpan<byte> bytes)
    {
        var info = new OnnxValueInfo();
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    info.Name = reader.Text();
                    break;
                case 2:
                    Type(reader.Bytes(), info);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return info;
    }

    private static void Type(ReadOnlySpan<byte> bytes, OnnxValueInfo info)
    {
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    TensorType(reader.Bytes(), info);
                    break;
                case 4:
                    info.Kind = "sequence";
                    reader.Skip();
                    break;
                case 5:
                    info.Kind = "map";
                    reader.Skip();
                    break;
                case 8:
                    info.Kind = "sparse tensor";
                    reader.Skip();
                    break;
                case 9:
                    info.Kind = "optional";
                    reader.Skip();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    private static void TensorType(ReadOnlySpan<byte> bytes, OnnxValueInfo info)
    {
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    info.Type = (OnnxDataType)reader.Int64();
                    break;
                case 2:
                    info.Dims = Dims(reader.Bytes());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    private static List<OnnxDim> Dims(ReadOnlySpan<byte> bytes)
    {
        var dims = new List<OnnxDim>();
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            if (reader.Field == 1)
            {
                dims.Add(Dim(reader.Bytes()));
                ModelParser.Limit(dims.Count, OnnxLimits.MaxRank, "dimensions");
            }
            else
            {
                reader.Skip();
            }
        }

        return dims;
    }

    private static OnnxDim Dim(ReadOnlySpan<byte> bytes)
    {
        var dim = new OnnxDim(null, null);
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    // Some exporters write -1 for a dimension that is free.
                    long value = reader.Int64();
                    dim = value < 0 ? new OnnxDim(null, null) : new OnnxDim(value, null);
                    break;
                case 2:
                    dim = new OnnxDim(null, reader.Text());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return dim;
    }
}
