using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using TorchSharp;
using Xunit;
using YoloGen.Compiler;
using YoloGen.Detection;
using YoloGen.Execution;
using YoloGen.Training.Export;
using YoloGen.Training.Network;
using YoloGen.Verification;
using YoloGen.Vision;
using static TorchSharp.torch;

namespace YoloGen.Training.Tests;

public sealed class ExportTests : NeedsTorch
{
    [Theory]
    [InlineData(true, BlockStyle.Linear, false)]
    [InlineData(false, BlockStyle.Linear, false)]
    [InlineData(true, BlockStyle.Activated, true)]
    [InlineData(true, BlockStyle.Normalized, false)]
    public void Onnx_Runtime_agrees_with_libtorch(bool fold, BlockStyle blocks, bool collapsed)
    {
        NetworkChannels channels = NetworkChannels.Scaled(0.25);
        var spec = new NetworkSpec { ClassNames = ["mask", "no_mask"], Width = 96, Height = 64, Blocks = blocks, Channels = collapsed ? channels.Collapsed() : channels };
        using TorchNetwork network = PruningTests.Shaken(spec);
        using IDisposable quiet = no_grad();
        manual_seed(2);
        torch.Tensor image = rand(1, 3, 64, 96);
        torch.Tensor[] outputs = network.Forward(image);

        using var session = new InferenceSession(OnnxExporter.Export(network, fold));
        using var results = session.Run([NamedOnnxValue.CreateFromTensor("images", new DenseTensor<float>(image.data<float>().ToArray(), [1, 3, 64, 96]))]);
        Assert.Equal(HeadMetadata.OutputNames(spec), results.Select(r => r.Name));
        AssertClose(outputs[0], results[0].AsTensor<float>().ToArray());
        AssertClose(outputs[1], results[1].AsTensor<float>().ToArray());
    }

    /// <summary>The paper's network at its size, on a drawn photo: libtorch, ONNX Runtime on the exported file, and the emitted class.</summary>
    [Fact]
    public void All_engines_agree_on_a_photo()
    {
        var spec = new NetworkSpec { ClassNames = ["mask", "no_mask"] };
        using TorchNetwork network = PruningTests.Shaken(spec);
        using IDisposable quiet = no_grad();
        byte[] rgb = PhotoResizer.Letterbox(SceneComposer.Draw(5, 0, new SynthOptions()).Photo, 416, 416).Rgb;
        torch.Tensor image = InputTensor.Create(rgb, 1, spec, CPU);
        torch.Tensor[] outputs = network.Forward(image);
        float[] values = image.contiguous().data<float>().ToArray();

        string file = Path.Combine(Directory.CreateTempSubdirectory("yologen").FullName, "network.onnx");
        try
        {
            File.WriteAllBytes(file, OnnxExporter.Export(network, fold: true));
            using (var session = new InferenceSession(file))
            using (var results = session.Run([NamedOnnxValue.CreateFromTensor("images", new DenseTensor<float>(values, [1, 3, 416, 416]))]))
            {
                AssertClose(outputs[0], results[0].AsTensor<float>().ToArray());
                AssertClose(outputs[1], results[1].AsTensor<float>().ToArray());
            }
            CompiledModel compiled = Compilation.Compile(file);
            using EmittedAssembly assembly = EmittedAssembly.Build(compiled.Plan);
            using EmittedDetector detector = assembly.Create(compiled.Weights, 1);
            MemoryMarshal.AsBytes(values.AsSpan()).CopyTo(detector.Access.Input(0));
            detector.Access.Run();
            AssertClose(outputs[0], MemoryMarshal.Cast<byte, float>(detector.Access.Output(0)).ToArray());
            AssertClose(outputs[1], MemoryMarshal.Cast<byte, float>(detector.Access.Output(1)).ToArray());
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    [Fact]
    public void The_compiler_finds_head_and_names_in_the_metadata()
    {
        var spec = new NetworkSpec { ClassNames = ["it's", "no_mask"], CenterScale = 2 };
        HeadSelection head = HeadMetadata.Select(spec);
        Assert.Equal("paper", head.Head.Id);
        Assert.Equal(spec.ClassNames, head.ClassNames);
        Assert.Contains(head.Steps[0].Arguments, a => a.Name == "scaleXY" && a.Text == "2");
        Assert.Equal(spec.Anchors.Take(3).SelectMany(a => new[] { a.Width, a.Height }), head.Steps[0].Anchors);
    }

    internal static void AssertClose(torch.Tensor expected, float[] actual)
    {
        float[] values = expected.contiguous().data<float>().ToArray();
        Assert.Equal(values.Length, actual.Length);
        for (int i = 0; i < values.Length; i++)
            Assert.True(MathF.Abs(values[i] - actual[i]) < 1e-4f, $"{i}: {values[i]} and {actual[i]}");
    }
}
