using Google.Protobuf;
using Xunit;
using YoloGen.Diagnostics;

namespace YoloGen.Onnx.Tests;

/// <summary>Reading and writing take the memory of the values once, and none for what is not read.</summary>
public class MemoryTests
{
    private const int Size = 8 << 20;

    /// <summary>Objects, tables and the ends that are kept to name foreign files.</summary>
    private const int Slack = 1 << 20;

    [Fact]
    public void A_model_is_read_with_one_copy_of_its_values()
    {
        byte[] file = OnnxWriter.ToBytes(Large());
        OnnxReader.Parse(OnnxWriter.ToBytes(Models.Sample()));
        Assert.InRange(Taken(() => OnnxReader.Parse(file)), Size, Size + Slack);
    }

    /// <summary>The file itself lies outside of the managed heap and is free again before its values are taken over.</summary>
    [Fact]
    public void A_file_is_read_with_one_copy_of_its_values()
    {
        string folder = Directory.CreateTempSubdirectory("yologen").FullName;
        try
        {
            string path = Path.Combine(folder, "m.onnx");
            OnnxWriter.Write(Models.Sample(), path);
            OnnxReader.Read(path);
            OnnxWriter.Write(Large(), path);
            Assert.InRange(Taken(() => OnnxReader.Read(path)), Size, Size + Slack);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_model_is_written_with_one_copy_of_its_values()
    {
        OnnxModel model = Large();
        OnnxWriter.ToBytes(Models.Sample());
        Assert.InRange(Taken(() => OnnxWriter.ToBytes(model)), Size, Size + Slack);
    }

    [Fact]
    public void Values_in_fields_of_their_type_take_twice_their_memory()
    {
        byte[] file = Models.WithTensor(w =>
        {
            w.Int64(1, Size / 4);
            w.Int64(2, (long)OnnxDataType.Float);
            w.Bytes(4, new byte[Size]);
        });
        OnnxReader.Parse(OnnxWriter.ToBytes(Models.Sample()));
        Assert.InRange(Taken(() => OnnxReader.Parse(file)), Size, (2 * Size) + Slack);
    }

    /// <summary>doc_string of the model, a node and a tensor; training_info; quantization_annotation.</summary>
    [Fact]
    public void Fields_that_are_not_read_take_no_memory()
    {
        byte[] text = new byte[Size];
        var w = new WireWriter();
        w.Bytes(6, text);
        w.Bytes(20, text);
        w.Message(7, g =>
        {
            g.Bytes(14, text);
            g.Message(1, n => n.Bytes(6, text));
            g.Message(5, t =>
            {
                t.Int64(1, 0);
                t.Int64(2, 1);
                t.Bytes(12, text);
            });
        });
        byte[] file = w.Written.ToArray();
        OnnxReader.Parse(OnnxWriter.ToBytes(Models.Sample()));
        Assert.InRange(Taken(() => OnnxReader.Parse(file)), 0, Slack);
    }

    /// <summary>A byte of a packed list becomes eight: 2^27 + 1 of them would take more than the gigabyte that values may have.</summary>
    [Fact]
    public void Lists_of_numbers_are_refused_by_the_memory_that_they_would_take()
    {
        const int Count = (1 << 27) + 1;
        int tensor = 1 + CodedOutputStream.ComputeLengthSize(Count) + Count, graph = 1 + CodedOutputStream.ComputeLengthSize(tensor) + tensor;
        var file = new byte[1 + CodedOutputStream.ComputeLengthSize(graph) + graph];
        using (var output = new CodedOutputStream(file))
        {
            foreach ((int field, int length) in ((int, int)[])[(7, graph), (5, tensor), (7, Count)])
            {
                output.WriteTag(field, WireFormat.WireType.LengthDelimited);
                output.WriteLength(length);
            }
        }

        OnnxReader.Parse(OnnxWriter.ToBytes(Models.Sample()));
        Assert.InRange(Taken(() => Models.Refused(DiagnosticCodes.LimitExceeded, () => OnnxReader.Parse(file))), 0, Slack);
    }

    private static OnnxModel Large() => new OnnxModelBuilder().Initializer("w", [Size], new byte[Size]).Node("Identity", ["w"], ["y"]).Output("y").Build();

    private static long Taken(Action act)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        act();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
