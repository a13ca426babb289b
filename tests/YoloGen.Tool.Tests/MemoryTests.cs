using Google.Protobuf;
using Xunit;
using YoloGen.Onnx.Proto;

namespace YoloGen.Tests;

/// <summary>The memory that docs/threat-model.md promises, at the sizes where it is needed.</summary>
public sealed class MemoryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("yologen-").FullName;

    [Fact]
    public async Task A_photo_of_49_megapixels_with_16_bits_is_read_and_drawn_within_512_MB()
    {
        // The name asks for a JPEG with boxes, whose encoder takes more than that of a PNG.
        string photo = Path.Combine(_folder, "large.jpg");
        File.WriteAllBytes(photo, MadePng.Of(7000, 7000, 16, 2));
        string model = Path.Combine(SharedData.RepositoryRoot, "models", "facemask_int8.onnx");
        (int code, string output, long peak) = await PeakMemory.Of("detect", model, "--source", photo, "-o", Path.Combine(_folder, "found"));
        Assert.Equal(0, code);
        Assert.Contains("1 photos", output, StringComparison.Ordinal);
        Assert.InRange(peak, 150_000_000, 512_000_000); // the least: the pixels themselves
    }

    [Fact]
    public async Task Weights_beside_a_model_are_in_memory_once()
    {
        const int Layers = 6, Channels = 1024, Bytes = Channels * Channels * 9 * 4;
        var graph = new GraphProto { Name = Text("g") };
        using (FileStream file = File.Create(Path.Combine(_folder, "weights.bin")))
        {
            for (int i = 0; i < Layers; i++)
            {
                var weights = new TensorProto { Name = Text($"w{i}"), DataType = 1, DataLocation = TensorProto.Types.DataLocation.External };
                weights.Dims.Add([Channels, Channels, 3, 3]);
                weights.ExternalData.Add(Entry("location", "weights.bin"));
                weights.ExternalData.Add(Entry("offset", $"{(long)i * Bytes}"));
                weights.ExternalData.Add(Entry("length", $"{Bytes}"));
                graph.Initializer.Add(weights);
                var node = new NodeProto { OpType = Text("Conv") };
                node.Input.Add([Text($"x{i}"), Text($"w{i}")]);
                node.Output.Add(Text($"x{i + 1}"));
                var pads = new AttributeProto { Name = Text("pads"), Type = AttributeProto.Types.AttributeType.Ints };
                pads.Ints.Add([1, 1, 1, 1]);
                node.Attribute.Add(pads);
                graph.Node.Add(node);
                file.Position = (long)i * Bytes;
                file.Write(BitConverter.GetBytes(1f + i)); // else zeros: a file with holes
            }

            file.SetLength((long)Layers * Bytes);
        }

        graph.Input.Add(Port("x0", Channels));
        graph.Output.Add(Port($"x{Layers}", Channels));
        var model = new ModelProto { IrVersion = 8, Graph = graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = 17 });
        string path = Path.Combine(_folder, "large.onnx");
        File.WriteAllBytes(path, model.ToByteArray());
        (int code, _, long peak) = await PeakMemory.Of("compile", path, "-o", Path.Combine(_folder, "out"));
        Assert.Equal(0, code);
        Assert.InRange(peak, Layers * (long)Bytes, (Layers * (long)Bytes) + 150_000_000);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static ByteString Text(string text) => ByteString.CopyFromUtf8(text);

    private static StringStringEntryProto Entry(string key, string value) => new() { Key = Text(key), Value = Text(value) };

    private static ValueInfoProto Port(string name, int channels)
    {
        var shape = new TensorShapeProto();
        shape.Dim.Add(((int[])[1, channels, 8, 8]).Select(d => new TensorShapeProto.Types.Dimension { DimValue = d }));
        return new ValueInfoProto { Name = Text(name), Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = 1, Shape = shape } } };
    }
}
