using System.Runtime.InteropServices;
using Xunit;
using YoloGen.Diagnostics;
using YoloGen.Onnx;
using YoloGen.Tests;

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
        OnnxModel model = new OnnxModelBuilder().Input("x", 1, Channels, 2, 2)
            .Initializer(new OnnxTensor { Name = "w", Type = OnnxDataType.Float, Dims = [Channels, Channels, 2, 2], Data = weights })
            .Node("Conv", ["x", "w"], ["y"]).Output("y").Build();
        string path = Path.Combine(_folder, "model.onnx");
        File.WriteAllBytes(path, ExternalModel.Without(model, "w", "w.data"));
        return path;
    }
}
