using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using TorchSharp;
using Xunit;
using YoloGen.Compiler;
using YoloGen.Detection;
using YoloGen.Execution;
using YoloGen.Training.Export;
using YoloGen.Training.Network;
using YoloGen.Training.Pruning;
using YoloGen.Verification;
using static TorchSharp.torch;

namespace YoloGen.Training.Tests;

/// <summary>The feature pyramid: its size, its file, and what the compiler makes of it.</summary>
public sealed class PyramidTests : NeedsTorch
{
    internal static NetworkSpec Spec(double width, int columns, int rows) => new()
    {
        Family = NetworkFamily.Pyramid, ClassNames = ["mask", "no_mask"], Width = columns, Height = rows,
        Channels = NetworkChannels.Scaled(width, NetworkFamily.Pyramid), Anchors = NetworkSpec.PyramidAnchors, CenterScale = NetworkSpec.PyramidCenterScale,
    };

    /// <summary>Multiply-adds summed by hand over the table of layers, at 416x416.</summary>
    [Fact]
    public void Multiply_adds_are_those_of_the_table()
    {
        NetworkSpec spec = Spec(1, 416, 416);
        long Conv3(int side, int inputs, int outputs) => (long)side * side * 9 * inputs * outputs;
        long stages = Conv3(208, 3, 16) + Conv3(104, 16, 24) + 2 * Conv3(104, 24, 24) + Conv3(52, 24, 48) + 4 * Conv3(52, 48, 48)
            + Conv3(26, 48, 96) + 2 * Conv3(26, 96, 64) + 2 * Conv3(26, 96, 56) + Conv3(13, 96, 128) + 2 * Conv3(13, 128, 96);
        long neck = 169 * 128 * 48 + 676 * 96 * 48 + 2704 * 48 * 48 + Conv3(26, 48, 48) + Conv3(52, 48, 48);
        long heads = Conv3(13, 48, 40) + Conv3(26, 48, 48) + Conv3(52, 48, 48) + 169 * 40 * 7 + (676 + 2704) * 48 * 7;
        long total = NetworkLayers.Of(spec).Sum(l => l.MultiplyAdds(spec));
        Assert.Equal(stages + neck + heads, total);
        Assert.InRange(total, 0.78e9, 0.8e9);
        NetworkSpec small = Spec(0.7, 416, 416);
        Assert.InRange(NetworkLayers.Of(small).Sum(l => l.MultiplyAdds(small)), 0.34e9, 0.4e9);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Onnx_Runtime_agrees_with_libtorch(bool fold)
    {
        using TorchNetwork network = PruningTests.Shaken(Spec(0.5, 128, 96));
        using IDisposable quiet = no_grad();
        manual_seed(2);
        torch.Tensor image = rand(1, 3, 96, 128);
        torch.Tensor[] expected = network.Forward(image);
        Assert.Equal([[1L, 7, 3, 4], [1L, 7, 6, 8], [1L, 7, 12, 16]], expected.Select(o => o.shape));
        using var session = new InferenceSession(OnnxExporter.Export(network, fold));
        using var results = session.Run([NamedOnnxValue.CreateFromTensor("images", new DenseTensor<float>(image.data<float>().ToArray(), [1, 3, 96, 128]))]);
        Assert.Equal(["stride32", "stride16", "stride8"], results.Select(r => r.Name));
        for (int i = 0; i < 3; i++)
            ExportTests.AssertClose(expected[i], results[i].AsTensor<float>().ToArray());
    }

    [Fact]
    public void The_emitted_class_agrees_and_needs_no_options()
    {
        using TorchNetwork network = PruningTests.Shaken(Spec(0.5, 128, 96));
        using IDisposable quiet = no_grad();
        manual_seed(3);
        torch.Tensor image = rand(1, 3, 96, 128);
        torch.Tensor[] expected = network.Forward(image);
        string file = Path.Combine(Directory.CreateTempSubdirectory("yologen").FullName, "network.onnx");
        try
        {
            File.WriteAllBytes(file, OnnxExporter.Export(network, fold: true));
            CompiledModel compiled = Compilation.Compile(file);
            Assert.Equal("paper", compiled.Head!.Head.Id);
            Assert.Equal(["mask", "no_mask"], compiled.Head.ClassNames);
            using EmittedAssembly assembly = EmittedAssembly.Build(compiled.Plan);
            using EmittedDetector detector = assembly.Create(compiled.Weights, 1);
            System.Runtime.InteropServices.MemoryMarshal.AsBytes(image.data<float>().ToArray().AsSpan()).CopyTo(detector.Access.Input(0));
            detector.Access.Run();
            for (int i = 0; i < 3; i++)
                ExportTests.AssertClose(expected[i], System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(detector.Access.Output(i)).ToArray());
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    [Fact]
    public void The_compiler_reads_one_anchor_a_stride_from_the_metadata()
    {
        HeadSelection head = HeadMetadata.Select(Spec(1, 416, 416));
        Assert.Equal("paper", head.Head.Id);
        Assert.Equal([[144f, 144f], [48f, 48f], [16f, 16f]], head.Steps.Select(s => s.Anchors));
        Assert.All(head.Steps, s => Assert.Contains(s.Arguments, a => a.Name == "scaleXY" && a.Text == "4"));
    }

    [Fact]
    public void A_pruned_pyramid_equals_the_masked_original()
    {
        NetworkSpec spec = Spec(0.5, 96, 96);
        using TorchNetwork network = PruningTests.Shaken(spec);
        Dictionary<string, double[]> importance = FilterImportance.Of(network, folded: true);
        Dictionary<string, int[]> kept = FilterPruner.Choose(spec.Channels, PruningPlan.Uniform(spec.Channels, 0.4, 4), importance);
        using TorchNetwork pruned = FilterPruner.Prune(network, kept);
        Assert.True(pruned.ParameterCount < network.ParameterCount * 0.5);
        using IDisposable quiet = no_grad();
        manual_seed(1);
        torch.Tensor image = rand(2, 3, 96, 96);
        torch.Tensor[] masked = NetworkDefinition.Apply(new MaskedNetwork(network, kept), spec, image);
        Assert.All(pruned.Forward(image).Zip(masked), pair => Assert.True((pair.First - pair.Second).abs().max().ToSingle() < 1e-5));
    }

    [Fact]
    public void A_spec_survives_its_text_and_one_without_a_family_is_the_papers()
    {
        NetworkSpec spec = Spec(0.7, 320, 256) with { Channels = NetworkChannels.Pyramid.With([KeyValuePair.Create("stage8.block4", 32), KeyValuePair.Create("stage16.block2", 0)]) };
        NetworkSpec read = NetworkSpec.FromJson(spec.ToJson(), "file");
        Assert.Equal(spec.ToJson(), read.ToJson());
        Assert.Equal(spec.Channels.Groups, read.Channels.Groups);
        var paper = new NetworkSpec { ClassNames = ["a"] };
        string old = paper.ToJson().Replace("\"family\":\"Paper\",", "", StringComparison.Ordinal);
        Assert.NotEqual(paper.ToJson(), old);
        Assert.Equal(paper.ToJson(), NetworkSpec.FromJson(old, "file").ToJson());
    }
}
