using System.IO.Compression;
using System.Text;
using Xunit;
using YoloGen.Diagnostics;

namespace YoloGen.Onnx.Tests;

/// <summary>Files that are no ONNX models are named, with the way out, in the message.</summary>
public class ForeignFileTests
{
    private static byte[] Zip(params string[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (string entry in entries)
            {
                using Stream written = zip.CreateEntry(entry).Open();
                written.Write(new byte[100_000]);
            }
        }

        return stream.ToArray();
    }

    private static byte[] Gzip()
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionMode.Compress, leaveOpen: true))
        {
            gzip.Write(OnnxWriter.ToBytes(Models.Sample()));
        }

        return stream.ToArray();
    }

    private static byte[] At(int offset, string text, int length)
    {
        var bytes = new byte[length];
        Encoding.Latin1.GetBytes(text).CopyTo(bytes, offset);
        bytes[0] = bytes[0] == 0 ? (byte)28 : bytes[0];
        return bytes;
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static TheoryData<string, string, byte[]> Files => new()
    {
        { "Git LFS pointer", "git lfs pull", Utf8("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345678\n") },
        { "PyTorch", "yolo export model=best.pt format=onnx", Zip("archive/data.pkl", "archive/data/0") },
        { "Python pickle", "format=onnx", [0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46] },
        { "Keras model", "tf2onnx", Zip("metadata.json", "config.json", "model.weights.h5") },
        { "HDF5", "tf2onnx", [0x89, 0x48, 0x44, 0x46, 13, 10, 26, 10, 0, 0] },
        { "zip archive that holds an ONNX file", "unpack", Zip("model.onnx") },
        { "a zip archive", "unpack", Zip("readme.txt") },
        { "TensorFlow Lite", "--tflite", At(4, "TFL3", 200) },
        { ".ort", ".onnx", At(4, "ORTM", 200) },
        { "gzip", "unpack", Gzip() },
        { "archive", "unpack", At(257, "ustar", 1024) },
        { "archive", "unpack", [.. Utf8("Rar!"), 0x1A, 7, 0, 0, 0] },
        { "PDF", ".onnx", [.. Utf8("%PDF-1.7\n%"), 0xE2, 0xE3, 0] },
        { "program", ".onnx", [0x7F, .. Utf8("ELF"), 2, 1, 1, 0, 0, 0] },
        { "program", ".onnx", [.. Utf8("MZ"), 0x90, 0, 3, 0, .. Utf8("PE"), 0, 0] },
        { "photo", "--image", [.. Utf8("RIFF"), 9, 0, 0, 0, .. Utf8("WEBPVP8 ")] },
        { "a text", "download", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("Not found")] },
        { "safetensors", "export", [.. BitConverter.GetBytes(20UL), .. Utf8("{\"w\":{\"dtype\":\"F32\"}"), 0, 0] },
        { "GGUF", "ONNX", Utf8("GGUF\u0003\0\0\0") },
        { "TensorRT", ".onnx", At(0, "ftrt", 100) },
        { "ncnn", ".onnx", Utf8("7767517\n75 83\nInput in0 0 1 in0\n") },
        { "web page", "download", Utf8("\uFEFF\n<!DOCTYPE html><html><body>Sign in</body></html>") },
        { "OpenVINO", ".onnx", Utf8("<?xml version=\"1.0\"?>\n<net name=\"a\" version=\"11\">\n<layers></layers></net>") },
        { "XML", "download", Utf8("<Error><Code>AccessDenied</Code></Error>") },
        { "Darknet", "ONNX", Utf8("[net]\nbatch=1\n") },
        { "JSON", "download", Utf8("{\"error\": \"not found\"}") },
        { "a text", "download", Utf8("Repository not found, köln\n") },
        { "a photo", "--source", [0xFF, 0xD8, 0xFF, 0xE0, 0, 16] },
        { "TensorFlow graph", "tf2onnx", [0x0A, 20, 0x0A, 5, .. Utf8("input"), 0x12, 11, .. Utf8("Placeholder")] },
        { "zeros", "again", new byte[4096] },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void It_is_named_with_the_way_out(string what, string wayOut, byte[] bytes)
    {
        YoloGenException refused = Assert.Throws<YoloGenException>(() => OnnxReader.Parse(bytes, "model.onnx"));
        Diagnostic diagnostic = Assert.Single(refused.Diagnostics);
        Assert.Equal(("YG0101", "model.onnx"), (diagnostic.Code.Id, diagnostic.File));
        Assert.Contains("this is ", diagnostic.Message, StringComparison.Ordinal);
        Assert.Contains(what, diagnostic.Message.Split(';')[0], StringComparison.Ordinal);
        Assert.Contains(wayOut, diagnostic.Message[diagnostic.Message.IndexOf(';', StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_cut_short_is_called_damaged_and_an_empty_file_empty()
    {
        byte[] model = OnnxWriter.ToBytes(Models.Sample());
        Assert.Contains("damaged or truncated", Assert.Throws<YoloGenException>(() => OnnxReader.Parse(model.AsSpan(0, model.Length - 3))).Message, StringComparison.Ordinal);
        Assert.Contains("the file is empty", Assert.Throws<YoloGenException>(() => OnnxReader.Parse([])).Message, StringComparison.Ordinal);
    }
}
