using YoloGen.Diagnostics;
using Xunit;

namespace YoloGen.Onnx.Tests;

public sealed class ExternalDataTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("yologen").FullName;
    private readonly string _folder;

    public ExternalDataTests()
    {
        _folder = Directory.CreateDirectory(Path.Combine(_root, "model")).FullName;
        File.WriteAllBytes(Path.Combine(_folder, "w.bin"), [.. Enumerable.Range(0, 8).Select(i => (byte)i)]);
        File.WriteAllBytes(Path.Combine(_root, "secret.bin"), new byte[4]);
        Directory.CreateDirectory(Path.Combine(_folder, "sub"));
        File.WriteAllBytes(Path.Combine(_folder, "sub", "v.bin"), [7, 7, 7, 7]);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Exactly_the_needed_bytes_are_read()
    {
        Assert.Equal([2, 3, 4, 5], Read(("location", "w.bin"), ("offset", "2"), ("length", "4")));
        Assert.Equal([4, 5, 6, 7], Read(("location", "w.bin"), ("offset", "4")));
        Assert.Equal([7, 7, 7, 7], Read(("location", "sub/v.bin")));
    }

    [Theory]
    [InlineData("w.bin", "0", "3")]
    [InlineData("w.bin", "0", "8")]
    [InlineData("w.bin", "6", "4")]
    [InlineData("w.bin", "9223372036854775807", "4")]
    [InlineData("w.bin", "-1", "4")]
    [InlineData("w.bin", "0", null)]
    [InlineData("w.bin", "0x4", "4")]
    [InlineData("absent.bin", "0", "4")]
    [InlineData("sub", "0", "4")]
    [InlineData("", "0", "4")]
    [InlineData("../secret.bin", "0", "4")]
    [InlineData("sub/../../secret.bin", "0", "4")]
    [InlineData("..\\secret.bin", "0", "4")]
    [InlineData("/etc/passwd", "0", "4")]
    [InlineData("C:\\secret.bin", "0", "4")]
    [InlineData("/dev/zero", "0", "4")]
    [InlineData("w.bin\0", "0", "4")]
    public void Everything_else_is_refused(string location, string offset, string? length)
        => Models.Refused(DiagnosticCodes.BadExternalData, () => Read(length is null
            ? [("location", location), ("offset", offset)]
            : [("location", location), ("offset", offset), ("length", length)]));

    [Fact]
    public void Links_out_of_the_folder_are_refused_and_links_inside_are_followed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights on Windows");
        File.CreateSymbolicLink(Path.Combine(_folder, "out.bin"), "../secret.bin");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "outside"), _root);
        File.CreateSymbolicLink(Path.Combine(_folder, "in.bin"), "sub/v.bin");
        File.CreateSymbolicLink(Path.Combine(_folder, "loop.bin"), "loop.bin");
        File.CreateSymbolicLink(Path.Combine(_folder, "device.bin"), "/dev/zero");
        Models.Refused(DiagnosticCodes.BadExternalData, () => Read(("location", "out.bin"), ("length", "4")));
        Models.Refused(DiagnosticCodes.BadExternalData, () => Read(("location", "outside/secret.bin"), ("length", "4")));
        Models.Refused(DiagnosticCodes.BadExternalData, () => Read(("location", "loop.bin"), ("length", "4")));
        Models.Refused(DiagnosticCodes.BadExternalData, () => Read(("location", "device.bin"), ("length", "4")));
        Assert.Equal([7, 7, 7, 7], Read(("location", "in.bin"), ("length", "4")));
    }

    [Fact]
    public void Models_in_memory_have_no_external_data()
        => Models.Refused(DiagnosticCodes.BadExternalData, () => OnnxReader.Parse(Bytes(("location", "w.bin"))));

    [Fact]
    public void A_location_given_twice_is_refused()
        => Models.Refused(DiagnosticCodes.BadExternalData, () => Read(("location", "w.bin"), ("location", "sub/v.bin"), ("length", "4")));

    private byte[] Read(params (string Key, string Value)[] entries)
    {
        string path = Path.Combine(_folder, "m.onnx");
        File.WriteAllBytes(path, Bytes(entries));
        return OnnxReader.Read(path).Graph.Initializers[0].Data.ToArray();
    }

    private static byte[] Bytes(params (string Key, string Value)[] entries) => Models.WithTensor(w =>
    {
        w.Int64(1, 4);
        w.Int64(2, (long)OnnxDataType.UInt8);
        w.Text(8, "t");
        w.Int64(14, 1);
        foreach ((string key, string value) in entries)
        {
            w.Message(13, e =>
            {
                e.Text(1, key);
                e.Text(2, value);
            });
        }
    });
}
