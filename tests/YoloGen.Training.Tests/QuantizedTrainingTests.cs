using System.Runtime.InteropServices;
using TorchSharp;
using Xunit;
using YoloGen.Compiler;
using YoloGen.Diagnostics;
using YoloGen.Execution;
using YoloGen.Onnx;
using YoloGen.Quantization;
using YoloGen.Training.Checkpoints;
using YoloGen.Training.Data;
using YoloGen.Training.Export;
using YoloGen.Training.Network;
using YoloGen.Training.Optimization;
using YoloGen.Training.Quantization;
using YoloGen.Vision;
using static TorchSharp.torch;

namespace YoloGen.Training.Tests;

/// <summary>Training as the INT8 network computes: its arithmetic, its gradients, and the file that comes of it.</summary>
public sealed class QuantizedTrainingTests : NeedsTorch, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("yologen").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>QuantizeLinear and DequantizeLinear of the ONNX specification, element by element.</summary>
    [Theory]
    [InlineData(0f, 6f)]
    [InlineData(-1.3f, 4.1f)]
    [InlineData(-3f, 0f)]
    [InlineData(0f, 0.01f)]
    public void Activations_are_what_the_specification_makes_of_them(float low, float high)
    {
        float[] values = [.. Enumerable.Range(-400, 801).Select(i => i * 0.0173f)];
        float scale = (high - low) / 255;
        int zero = (int)MathF.Round(-low / scale);
        float[] expected = [.. values.Select(v => (Math.Clamp((int)MathF.Round(v / scale) + zero, 0, 255) - zero) * scale)];
        float[] actual = FakeQuantization.Activation(tensor(values), tensor([low, high])).data<float>().ToArray();
        for (int i = 0; i < values.Length; i++)
            Assert.Equal(expected[i], actual[i], Math.Abs(scale) * 1e-3);
    }

    /// <summary>
    /// Of values inside the range the gradient is 1, outside 0. Of the upper end it is the share of the rounding inside, and 1 above, times the
    /// factor of the learned step size: with low = 0, y = clamp(round(x * 255 / high), 0, 255) * high / 255.
    /// </summary>
    [Fact]
    public void Gradients_are_those_of_the_learned_step_size()
    {
        float[] values = [-1, 0.3f, 1.234f, 2.9f, 7];
        Tensor x = tensor(values, requires_grad: true), range = tensor([0f, 4f], requires_grad: true);
        FakeQuantization.Activation(x, range).sum().backward();
        Assert.Equal([0f, 1, 1, 1, 0], x.grad!.data<float>().ToArray());
        double step = 4.0 / 255, factor = 1 / Math.Sqrt(5 * 255.0);
        double expected = values.Sum(v => v < 0 ? 0 : v > 4 ? 1 : (Math.Round(v / step) - v / step) / 255) * factor;
        float[] gradient = range.grad!.data<float>().ToArray();
        Assert.Equal(0, gradient[0]);
        Assert.Equal(expected, gradient[1], 1e-6);
    }

    [Fact]
    public void Weights_have_a_scale_for_each_output()
    {
        Tensor weight = tensor([1f, -0.5f, 0.25f, 127, 63.4f, -12.6f], [2, 3, 1, 1]);
        float[] actual = FakeQuantization.Weight(weight, 0).data<float>().ToArray();
        float[] expected = [1, -64 / 127f, 32 / 127f, 127, 63, -13];
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-5);
        // Of a transposed convolution with one input, each output has one weight, which is its scale's largest.
        float[] alone = FakeQuantization.Weight(weight.view(1, 6, 1, 1), 1).data<float>().ToArray();
        for (int i = 0; i < alone.Length; i++)
            Assert.Equal(weight.data<float>()[i], alone[i], 1e-4);
    }

    /// <summary>A trained network, exported, quantized without options and compiled, gives what its training computed, within a few quanta.</summary>
    [Fact]
    public void The_quantized_file_computes_what_the_training_computed()
    {
        LabelledPhoto[] photos = TrainerTests.Scenes(12, 0);
        NetworkSpec spec = PyramidTests.Spec(0.25, 64, 64);
        string start = Path.Combine(_folder, "float.safetensors"), exported = Path.Combine(_folder, "network.onnx"), quantized = Path.Combine(_folder, "network_int8.onnx");
        using (TorchNetwork floats = PruningTests.Shaken(spec))
            Checkpoint.SaveNetwork(start, floats);
        TorchNetwork network = Train("q", start, photos, long.MaxValue, resume: false).Network;
        Assert.Equal(ActivationSites.Of(spec).Count, network.Sites.Count);
        File.WriteAllBytes(exported, OnnxExporter.Export(network, fold: true));
        SynthDataSet.Write(Path.Combine(_folder, "scenes"), 4, 1, 5, new SynthOptions { Width = 64, Height = 64, MinFace = 12, MaxFace = 40, MaxFaces = 3 });
        string[] paths = Directory.GetFiles(Path.Combine(_folder, "scenes", "images", "train"));
        QuantizedModel result = Quantizer.Quantize(exported, paths, new QuantizeOptions { Keep = 0 });
        Assert.Contains(result.Assumptions, a => a.Contains("learned", StringComparison.Ordinal));
        foreach (string site in network.Sites)
        {
            // What only moves shares its reader's range: a range of the file is the network's own, or holds it.
            float[] range = FoldedLayer.Values(network, site + FakeQuantization.RangeSuffix);
            Assert.True(result.Ranges[site].Max >= range[1] && result.Ranges[site].Min <= range[0], site);
        }
        OnnxWriter.Write(result.Model, quantized);
        Assert.DoesNotContain(result.Model.Metadata, p => p.Key == LearnedRanges.Key);

        using IDisposable quiet = no_grad();
        CompiledModel compiled = Compilation.Compile(quantized);
        using EmittedAssembly assembly = EmittedAssembly.Build(compiled.Plan);
        using EmittedDetector detector = assembly.Create(compiled.Weights, 1);
        foreach (LabelledPhoto photo in photos)
        {
            byte[] rgb = PhotoResizer.Letterbox(new Photo(photo.Width, photo.Height, photo.Pixels), 64, 64).Rgb;
            Tensor image = InputTensor.Create(rgb, 1, spec, CPU);
            MemoryMarshal.AsBytes(image.contiguous().data<float>().ToArray().AsSpan()).CopyTo(detector.Access.Input(0));
            detector.Access.Run();
            Tensor[] expected = network.Forward(image);
            for (int o = 0; o < expected.Length; o++)
            {
                float[] range = FoldedLayer.Values(network, HeadMetadata.OutputNames(spec)[o] + FakeQuantization.RangeSuffix);
                float quantum = (range[1] - range[0]) / 255;
                float[] values = expected[o].contiguous().data<float>().ToArray(), ours = MemoryMarshal.Cast<byte, float>(detector.Access.Output(o)).ToArray();
                Assert.True(values.Zip(ours).Average(p => Math.Abs(p.First - p.Second)) < quantum, $"output {o}: mean difference {values.Zip(ours).Average(p => Math.Abs(p.First - p.Second)) / quantum} quanta");
                Assert.True(values.Zip(ours).Max(p => Math.Abs(p.First - p.Second)) < 4.5 * quantum, $"output {o}: largest difference {values.Zip(ours).Max(p => Math.Abs(p.First - p.Second)) / quantum} quanta");
            }
        }
        network.Dispose();
    }

    [Fact]
    public void A_resumed_run_has_the_losses_of_an_uninterrupted_one()
    {
        LabelledPhoto[] photos = TrainerTests.Scenes(12, 0);
        string start = Path.Combine(_folder, "float.safetensors");
        using (TorchNetwork floats = PruningTests.Shaken(PyramidTests.Spec(0.25, 64, 64)))
            Checkpoint.SaveNetwork(start, floats);
        List<double> whole = Train("whole", start, photos, long.MaxValue, resume: false).Losses;
        List<double> first = Train("stopped", start, photos, 4, resume: false).Losses;
        Assert.Equal(whole, [.. first, .. Train("stopped", start, photos, long.MaxValue, resume: true).Losses]);
    }

    [Fact]
    public void It_needs_weights_to_begin_with()
    {
        (int code, string error) = TrainingProgram.Run(["train", "--data", _folder, "--quantize", "--out", Path.Combine(_folder, "run")]);
        Assert.Equal(1, code);
        Assert.Contains("--weights", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"stride8\":[1,2]}")]
    [InlineData("{\"stride8\":[0]}")]
    [InlineData("nothing")]
    public void Ranges_that_are_none_are_refused(string text)
    {
        using var network = new TorchNetwork(PyramidTests.Spec(0.25, 64, 64), 1);
        string file = Path.Combine(_folder, "network.onnx");
        OnnxModel model = OnnxReader.Parse(OnnxExporter.Export(network, fold: true));
        model.Metadata[LearnedRanges.Key] = text;
        OnnxWriter.Write(model, file);
        var exception = Assert.Throws<YoloGenException>(() => Quantizer.Quantize(file, [], new QuantizeOptions()));
        Assert.Equal(DiagnosticCodes.BadQuantization, exception.Diagnostics[0].Code);
        Assert.Contains(LearnedRanges.Key, exception.Message, StringComparison.Ordinal);
    }

    private (TorchNetwork Network, List<double> Losses) Train(string name, string start, LabelledPhoto[] photos, long steps, bool resume)
    {
        using TorchNetwork floats = Checkpoint.LoadNetwork(start);
        TorchNetwork network = floats.Quantized();
        using var run = new RunFolder(Path.Combine(_folder, name));
        using var trainer = new Trainer(network, TrainingOptions.Quantized(start) with { Batch = 4, Epochs = 3, Workers = 2, AverageDecay = 0 }, photos, [], run);
        if (resume)
            trainer.Resume(run.LastState);
        trainer.Run(steps);
        return (network, trainer.Losses);
    }
}
