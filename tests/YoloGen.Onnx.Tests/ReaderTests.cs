using YoloGen.Diagnostics;
using YoloGen.Tests;
using Xunit;

namespace YoloGen.Onnx.Tests;

public class ReaderTests
{
    [Fact]
    public void Writing_and_reading_gives_the_same_model()
    {
        OnnxModel model = Models.Sample();
        byte[] bytes = OnnxWriter.ToBytes(model);
        OnnxModel read = OnnxReader.Parse(bytes);
        Assert.Equal(bytes, OnnxWriter.ToBytes(read));
        Assert.Equal(17, read.Opsets[""]);
        Assert.Equal("{0: 'face'}", read.Metadata["names"]);
        Assert.Equal("?,3,8,8", string.Join(',', read.Graph.Inputs[0].Dims!));
        Assert.Equal(["x", "w", ""], read.Graph.Nodes[0].Inputs);
        Assert.Equal("b", read.Graph.Nodes[2].Attributes[0].Graph!.Nodes[0].Outputs[0]);
    }

    [Fact]
    public void Written_files_are_complete_or_absent()
    {
        string folder = Directory.CreateTempSubdirectory("yologen").FullName;
        try
        {
            string path = Path.Combine(folder, "m.onnx");
            OnnxWriter.Write(Models.Sample(), path);
            Assert.Equal(OnnxWriter.ToBytes(Models.Sample()), File.ReadAllBytes(path));
            Assert.Equal(path, OnnxReader.Read(path).Path);
            Models.Refused(DiagnosticCodes.FileNotWritable, () => OnnxWriter.Write(Models.Sample(), Path.Combine(folder, "absent", "m.onnx")));
            Assert.Equal([path], Directory.GetFiles(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Files_that_are_no_models_are_refused()
    {
        string folder = Directory.CreateTempSubdirectory("yologen").FullName;
        try
        {
            string empty = Path.Combine(folder, "empty.onnx"), text = Path.Combine(folder, "text.onnx");
            File.WriteAllBytes(empty, []);
            File.WriteAllText(text, "<html>404 not found</html>");
            Models.Refused(DiagnosticCodes.NotOnnx, () => OnnxReader.Read(empty));
            Models.Refused(DiagnosticCodes.NotOnnx, () => OnnxReader.Read(text));
            Models.Refused(DiagnosticCodes.FileNotReadable, () => OnnxReader.Read(folder));
            Models.Refused(DiagnosticCodes.FileNotReadable, () => OnnxReader.Read(Path.Combine(folder, "absent.onnx")));
            Models.Refused(DiagnosticCodes.NotOnnx, () => OnnxReader.Parse([]));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Every_truncation_is_refused_or_a_smaller_model()
    {
        byte[] bytes = OnnxWriter.ToBytes(Models.Sample());
        for (int i = 0; i < bytes.Length; i++)
        {
            OnlyOwnExceptions(bytes.AsSpan(0, i).ToArray(), $"first {i} bytes");
        }
    }

    [Fact]
    public void Random_changes_never_give_another_exception()
    {
        byte[] original = OnnxWriter.ToBytes(Models.Sample());
        var random = new Random(1);
        for (int round = 0; round < 4000; round++)
        {
            byte[] bytes = (byte[])original.Clone();
            for (int changes = 1 + random.Next(4); changes > 0; changes--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            OnlyOwnExceptions(bytes, $"round {round}");
        }
    }

    /// <summary>Names in Latin-1 or cut in the middle of a character exist; the network behind them is as good as any.</summary>
    [Fact]
    public void Text_that_is_no_utf_8_is_read_with_replacements()
    {
        var w = new WireWriter();
        w.Message(7, g => g.Message(1, n =>
        {
            n.Bytes(1, [(byte)'k', 0xF6, (byte)'l']);
            n.Bytes(3, [(byte)'a', 0xE2, 0x82]);
            n.Text(4, "Relu");
        }));
        OnnxNode node = OnnxReader.Parse(w.Written).Graph.Nodes[0];
        Assert.Equal("k\uFFFDl", node.Inputs[0]);
        Assert.Equal("a\uFFFD", node.Name);
    }

    /// <summary>The bytes that exporters write: fields by number, lists of numbers one by one, zeros that mean something.</summary>
    [Fact]
    public void Written_bytes_are_those_of_the_specification()
    {
        var model = new OnnxModel { IrVersion = 8, Graph = { Name = "g" } };
        model.Opsets[""] = 17;
        model.Graph.Nodes.Add(OnnxModelBuilder.MakeNode("Op", ["x", ""], ["y"], ("i", 0), ("f", 0f), ("l", new[] { 0, -1 })));
        model.Graph.Initializers.Add(new OnnxTensor { Name = "t", Type = OnnxDataType.UInt8, Dims = [0, 3] });
        byte[] node =
        [
            0x0A, 1, (byte)'x', 0x0A, 0, 0x12, 1, (byte)'y', 0x1A, 6, .. "y_node"u8, 0x22, 2, .. "Op"u8,
            0x2A, 8, 0x0A, 1, (byte)'i', 0x18, 0, 0xA0, 1, 2,
            0x2A, 11, 0x0A, 1, (byte)'f', 0x15, 0, 0, 0, 0, 0xA0, 1, 1,
            0x2A, 19, 0x0A, 1, (byte)'l', 0x40, 0, 0x40, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 0xA0, 1, 7,
        ];
        byte[] tensor = [0x08, 0, 0x08, 3, 0x10, 2, 0x42, 1, (byte)'t', 0x4A, 0];
        byte[] graph = [0x0A, (byte)node.Length, .. node, 0x12, 1, (byte)'g', 0x2A, (byte)tensor.Length, .. tensor];
        Assert.Equal([0x08, 8, 0x3A, (byte)graph.Length, .. graph, 0x42, 2, 0x10, 17], OnnxWriter.ToBytes(model));
    }

    [Fact]
    public void Deep_nesting_is_refused()
    {
        Action<WireWriter> graph = _ => { };
        for (int i = 0; i < 2000; i++)
        {
            Action<WireWriter> inner = graph;
            graph = g => g.Message(1, n => n.Message(5, a => a.Message(6, inner)));
            if (i == OnnxLimits.MaxNesting + 2)
            {
                break;
            }
        }

        var w = new WireWriter();
        w.Message(7, graph);
        Models.Refused(DiagnosticCodes.LimitExceeded, () => OnnxReader.Parse(w.Written));
    }

    [Fact]
    public void Too_many_nodes_are_refused()
    {
        var w = new WireWriter();
        w.Message(7, g =>
        {
            for (int i = 0; i <= OnnxLimits.MaxNodes; i++)
            {
                g.Bytes(1, []);
            }
        });
        Models.Refused(DiagnosticCodes.LimitExceeded, () => OnnxReader.Parse(w.Written));
    }

    [Fact]
    public void Third_party_models_survive_writing()
    {
        foreach (string path in Directory.EnumerateFiles(SharedData.Require("models"), "*.onnx").Order(StringComparer.Ordinal))
        {
            OnnxModel model = OnnxReader.Read(path);
            byte[] bytes = OnnxWriter.ToBytes(model);
            OnnxModel again = OnnxReader.Parse(bytes);
            Assert.Equal(bytes, OnnxWriter.ToBytes(again));
            Assert.Equal(model.Graph.Initializers.Select(t => t.ToString()), again.Graph.Initializers.Select(t => t.ToString()));
            Assert.True(model.Graph.Initializers.Zip(again.Graph.Initializers).All(p => p.First.Data.Span.SequenceEqual(p.Second.Data.Span)));
        }
    }

    [Fact]
    public void Third_party_models_with_damaged_bytes_are_read_or_refused()
    {
        byte[] original = File.ReadAllBytes(SharedData.Require("models", "micro_kws_static_qdq.onnx"));
        var random = new Random(2);
        for (int round = 0; round < 300; round++)
        {
            byte[] bytes = (byte[])original.Clone();
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            OnlyOwnExceptions(bytes, $"round {round}");
        }
    }

    private static void OnlyOwnExceptions(byte[] bytes, string what)
    {
        try
        {
            OnnxReader.Parse(bytes);
        }
        catch (YoloGenException e)
        {
            Assert.NotEmpty(e.Diagnostics);
        }
        catch (Exception e)
        {
            Assert.Fail($"{what}: {e}");
        }
    }
}
