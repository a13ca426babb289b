using System.CommandLine;
using YoloGen.Onnx.Files;
using YoloGen.Training.Checkpoints;
using YoloGen.Training.Export;
using YoloGen.Training.Network;
using YoloGen.Training.Runtime;

namespace YoloGen.Training.Commands;

/// <summary><c>export</c>: a checkpoint as ONNX, for the compiler, the quantizer or any other engine.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        Option<string> weights = Verb.Required<string>("--weights", "checkpoint (safetensors)");
        Option<string> output = Verb.Required<string>("--out", "ONNX file to write");
        Option<int?> size = Verb.Optional<int?>("--size", "input width and height; the network's own by default");
        Option<bool> keep = Verb.Option("--keep-batchnorm", "leave BatchNormalization as nodes", false);
        var command = new Command("export", "Writes a checkpoint as ONNX.\n\nExample:\n  dotnet yologen export --weights runs/a/weights/final.safetensors --size 416 --out face.onnx") { weights, output, size, keep };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(output);
            OutputFile.CheckNew(path);
            TorchRuntime.Load();
            TorchNetwork network = Checkpoint.LoadNetwork(parsed.GetRequiredValue(weights));
            if (parsed.GetValue(size) is { } side)
                network = network.WithSize(side, side);
            byte[] bytes = OnnxExporter.Export(network, fold: !parsed.GetValue(keep));
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
                Directory.CreateDirectory(folder);
            OutputFile.Write(path, bytes);
            Console.WriteLine($"{path}: {bytes.Length} bytes");
            return 0;
        });
        return command;
    }
}
