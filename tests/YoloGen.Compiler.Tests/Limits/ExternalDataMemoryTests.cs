using System.Runtime.InteropServices;
using System.Text;
using Xunit;
using YoloGen.Diagnostics;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Tests.Limits;

/// <summary>Weights in a file beside the model are read piece by piece: a model of 300 MB compiles in 512.</summary>
public sealed class ExternalDataMemoryTests : IDisposable
{
    private const int Channels = 1024, Size = Channels * Channels * 4 * 4;
    private readonly string _folder = Directory.CreateTempSubdirectory("yologen-").FullName;

    /// <summary>Once in the weights file, and twice in passing, to hash and to write, a megabyte at a time.</summary>
    [Fact]
    public void The_weights_are_in_memory_once()
    {
        string path = Write();
        Compilation.Plan(path); // what a process takes once
        PlannedModel? planned = null;
        (_, long bytes) = ProcessorTime.Of(() => planned = Compilation.Plan(path));
        Assert.InRange(bytes, Size, (3L * Size) + (6 << 20));

        // [O, I, H, W] in the model, O, H, W, I in the weights file.
        float[] file = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(_folder, "w.data"))).ToArray();
        ReadOnlySpan<float> written = MemoryMarshal.Cast<byte, float>(planned!.Weights.AsSpan((int)planned.Plan.Weights[0].Offset, Size));
        foreach (int o in (int[])[0, 1, 500, Channels - 1])
        {
            foreach ((int i, int k) in ((int, int)[])[(0, 0), (0, 3), (17, 2), (Channels - 1, 3)])
            {
                Assert.Equal(file[(((o * Channels) + i) * 4) + k], written[(((o * 4) + k) * Channels) + i]);
            }
        }
    }

    /// <summary>The file is looked at when the model is read and opened again when its values are needed.</summary>
    [Fact]
    public void A_file_that_became_shorter_is_a_coded_error()
    {
        string path = Write();
        OnnxModel model = OnnxReader.Read(path);
        using (FileStream file = File.OpenWrite(Path.Combine(_folder, "w.data")))
        {
            file.SetLength(Size / 2);
        }

        var e = Assert.Throws<YoloGenException>(() => model.Graph.Initializers[0].ToFloats());
        Assert.Equal(DiagnosticCodes.BadExternalData, Assert.Single(e.Diagnostics).Code);
        e = Assert.Throws<YoloGenException>(() => model.Graph.Initializers[0].Data.Span.Length);
        Assert.Equal(DiagnosticCodes.BadExternalData, Assert.Single(e.Diagnostics).Code);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A convolution of 2x2 whose weights lie in w.data.</summary>
    private string Write()
    {
        var random = new Random(1);
        var weights = new byte[Size];
        for (int i = 0; i < Size; i += 4)
        {
            BitConverter.TryWriteBytes(weights.AsSpan(i), random.NextSingle() - 0.5f);
        }

        File.WriteAllBytes(Path.Combine(_folder, "w.data"), weights);
        byte[] tensor = [.. Number(1, Channels), .. Number(1, Channels), .. Number(1, 2), .. Number(1, 2), .. Number(2, 1), .. Text(8, "w"), .. Bytes(13, [.. Text(1, "location"), .. Text(2, "w.data")]), .. Number(14, 1)];
        byte[] whole = OnnxWriter.ToBytes(new OnnxModelBuilder().Input("x", 1, Channels, 2, 2).Node("Conv", ["x", "w"], ["y"]).Output("y").Build());

        string path = Path.Combine(_folder, "model.onnx");
        File.WriteAllBytes(path, WithInitializer(whole, tensor));
        return path;
    }

    /// <summary>The graph is field 7 of the model; the initializer is added at its end.</summary>
    private static byte[] WithInitializer(byte[] model, byte[] tensor)
    {
        for (int at = 0; at < model.Length;)
        {
            int start = at;
            int tag = (int)Varint(model, ref at), length = (int)Varint(model, ref at);
            if (tag == ((7 << 3) | 2))
            {
                return [.. model[..start], .. Bytes(7, [.. model[at..(at + length)], .. Bytes(5, tensor)]), .. model[(at + length)..]];
            }

            at += (tag & 7) == 2 ? length : 0;
        }

        throw new InvalidDataException("the model has no graph");
    }

    private static long Varint(byte[] bytes, ref int at)
    {
        long value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte b = bytes[at++];
            value |= (long)(b & 127) << shift;
            if (b < 128)
            {
                return value;
            }
        }
    }

    private static byte[] Varint(long value) => value < 128 ? [(byte)value] : [(byte)(value | 128), .. Varint(value >> 7)];

    private static byte[] Number(int field, long value) => [.. Varint(field << 3), .. Varint(value)];

    private static byte[] Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Bytes(int field, byte[] bytes) => [.. Varint((field << 3) | 2), .. Varint(bytes.Length), .. bytes];
}
