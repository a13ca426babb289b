using Google.Protobuf;
using YoloGen.Diagnostics;
using YoloGen.Onnx.Files;
using YoloGen.Onnx.Proto;
using YoloGen.Onnx.Reading;

namespace YoloGen.Onnx;

/// <summary>
/// Reads ONNX files under the limits of <see cref="OnnxLimits"/>. Whatever the bytes are, the result is a model or a
/// <see cref="YoloGenException"/>, in time and memory proportional to the file.
/// </summary>
public static class OnnxReader
{
    private static readonly MessageParser<ModelProto> Models = ModelProto.Parser.WithDiscardUnknownFields(true);
    private static readonly MessageParser<TensorProto> Tensors = TensorProto.Parser.WithDiscardUnknownFields(true);

    /// <summary>Reads a model file, with external data that lies beside it.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The model.</returns>
    /// <exception cref="YoloGenException">The file cannot be read, is no ONNX model, or exceeds a limit.</exception>
    public static OnnxModel Read(string path)
    {
        byte[] ends = [];
        try
        {
            ModelProto proto;
            using (FileContent file = FileContent.Read(path))
            {
                ends = ForeignFile.Ends(file.Bytes);
                proto = ParseModel(file.Bytes);
            }

            return new ModelReader(path).Model(proto);
        }
        catch (YoloGenException e)
        {
            throw Explained(e, ends, path);
        }
    }

    /// <summary>Parses a model that is in memory.</summary>
    /// <param name="bytes">The file's content.</param>
    /// <param name="path">Where it came from, for messages and to find external data; null refuses external data.</param>
    /// <returns>The model.</returns>
    /// <exception cref="YoloGenException">The bytes are no ONNX model, or exceed a limit.</exception>
    public static OnnxModel Parse(ReadOnlySpan<byte> bytes, string? path = null)
    {
        try
        {
            return !bytes.IsEmpty
                ? new ModelReader(path).Model(ParseModel(bytes))
                : throw new YoloGenException(DiagnosticCodes.NotOnnx, "the file is empty; export or download it again");
        }
        catch (YoloGenException e)
        {
            throw Explained(e, ForeignFile.Ends(bytes), path);
        }
    }

    /// <summary>Reads a file that holds one tensor (TensorProto), as ONNX test data does.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The tensor.</returns>
    /// <exception cref="YoloGenException">The file cannot be read, is no tensor, or exceeds a limit.</exception>
    public static OnnxTensor ReadTensor(string path)
    {
        try
        {
            TensorProto proto;
            using (FileContent file = FileContent.Read(path))
            {
                FileCheck.Tensor(file.Bytes);
                proto = Parse(Tensors, file.Bytes);
            }

            return new TensorReader(path).Tensor(proto);
        }
        catch (YoloGenException e)
        {
            throw Explained(e, [], path);
        }
    }

    private static ModelProto ParseModel(ReadOnlySpan<byte> bytes)
    {
        FileCheck.Model(bytes);
        return Parse(Models, bytes);
    }

    private static T Parse<T>(MessageParser<T> parser, ReadOnlySpan<byte> bytes)
        where T : IMessage<T>
    {
        try
        {
            return parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw WireCursor.Damaged(e.Message);
        }
    }

    /// <summary>The refusal with the file's name; another format can look like a broken model, or like one beyond a limit, and is named.</summary>
    private static YoloGenException Explained(YoloGenException e, byte[] ends, string? path)
        => e.Diagnostics.Any(d => d.Code == DiagnosticCodes.NotOnnx || d.Code == DiagnosticCodes.LimitExceeded) && ForeignFile.Describe(ends) is { } what
            ? new YoloGenException(DiagnosticCodes.NotOnnx, $"not a valid ONNX file: {what}", path)
            : new YoloGenException([.. e.Diagnostics.Select(d => d with { File = d.File ?? path })]);
}
