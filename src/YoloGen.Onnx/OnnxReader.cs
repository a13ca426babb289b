using Google.Protobuf;
using YoloGen.Diagnostics;
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
        byte[] bytes = ReadFile(path);
        return Parse(bytes, path);
    }

    /// <summary>Parses a model that is in memory.</summary>
    /// <param name="bytes">The file's content.</param>
    /// <param name="path">Where it came from, for messages and to find external data; null refuses external data.</param>
    /// <returns>The model.</returns>
    /// <exception cref="YoloGenException">The bytes are no ONNX model, or exceed a limit.</exception>
    public static OnnxModel Parse(ReadOnlySpan<byte> bytes, string? path = null)
    {
        if (bytes.IsEmpty)
        {
            throw new YoloGenException(DiagnosticCodes.NotOnnx, "the file is empty; export or download it again", path);
        }

        // Kept apart, so that the file need not stay in memory beside the model.
        byte[] ends = ForeignFile.Ends(bytes);
        try
        {
            FileCheck.Model(bytes);
            return new ModelReader(path).Model(Parse(Models, bytes));
        }
        // Another format can look like a broken model, or like one beyond a limit.
        catch (YoloGenException e) when (e.Diagnostics.Any(d => d.Code == DiagnosticCodes.NotOnnx || d.Code == DiagnosticCodes.LimitExceeded) && ForeignFile.Describe(ends) is { } what)
        {
            throw new YoloGenException(DiagnosticCodes.NotOnnx, $"not a valid ONNX file: {what}", path);
        }
        catch (YoloGenException e) when (path is not null && e.Diagnostics.Any(d => d.File is null))
        {
            throw new YoloGenException([.. e.Diagnostics.Select(d => d with { File = d.File ?? path })]);
        }
    }

    /// <summary>Reads a file that holds one tensor (TensorProto), as ONNX test data does.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The tensor.</returns>
    /// <exception cref="YoloGenException">The file cannot be read, is no tensor, or exceeds a limit.</exception>
    public static OnnxTensor ReadTensor(string path)
    {
        byte[] bytes = ReadFile(path);
        try
        {
            FileCheck.Tensor(bytes);
            return new TensorReader(path).Tensor(Parse(Tensors, bytes));
        }
        catch (YoloGenException e)
        {
            throw new YoloGenException([.. e.Diagnostics.Select(d => d with { File = d.File ?? path })]);
        }
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

    private static byte[] ReadFile(string path)
    {
        try
        {
            var info = new FileInfo(path);
            if (!info.Exists)
            {
                throw new YoloGenException(
                    DiagnosticCodes.FileNotReadable, Directory.Exists(path) ? "a folder where a model file is expected" : "the file does not exist", path);
            }

            // Pipes and devices have length 0 and are refused here, before opening one could block.
            if (info.Length == 0)
            {
                throw new YoloGenException(DiagnosticCodes.NotOnnx, "the file is empty; export or download it again", path);
            }

            if (info.Length > OnnxLimits.MaxFileBytes)
            {
                throw new YoloGenException(DiagnosticCodes.FileTooLarge, $"{info.Length} bytes; models of at most {OnnxLimits.MaxFileBytes} are read", path);
            }

            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            var bytes = new byte[info.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new YoloGenException(DiagnosticCodes.FileNotReadable, $"cannot be read: {e.Message}", path);
        }
    }
}
