using System.CommandLine;
using YoloGen.Compiler;
using YoloGen.Compiler.Graph;
using YoloGen.Diagnostics;
using YoloGen.Onnx;
using YoloGen.Onnx.Files;
using YoloGen.Quantization;
using YoloGen.Tool.Console;

namespace YoloGen.Tool.Verbs;

/// <summary>Float ONNX in, INT8 ONNX (Q/DQ) out.</summary>
internal static class QuantizeVerb
{
    public static Command Create()
    {
        var model = new ModelOptions();
        var data = new Option<string?>("--data") { Description = "Calibration photos: a folder or one photo. Needed unless --dynamic." };
        var output = new Option<string>("--output", "-o") { Description = "The ONNX file to write.", Required = true };
        var photos = new Option<int>("--photos") { Description = "Photos to calibrate on, spread evenly over the folder.", DefaultValueFactory = _ => 100 };
        var type = new Option<string>("--activations") { Description = "Type of the activations: u8 or s8.", DefaultValueFactory = _ => "u8" };
        var dynamic = new Option<bool>("--dynamic") { Description = "Dynamic range quantization: no photos, activations quantized at run time; slower than static INT8." };
        var command = new Command("quantize", """
            Quantizes a float detector to INT8 after training: weights per output channel, activations by their smallest and largest values over photos.

            Example:
              dotnet yologen quantize facemask.onnx --data photos/ -o facemask_int8.onnx
            """);
        model.AddTo(command);
        foreach (Option option in new Option[] { data, output, photos, type, dynamic })
        {
            command.Options.Add(option);
        }

        command.SetAction(parsed =>
        {
            CompileOptions options = model.Read(parsed);
            var quantize = new QuantizeOptions
            {
                Head = options.Head,
                Shapes = options.Shapes,
                ActivationType = parsed.GetValue(type) switch
                {
                    "u8" => ElementType.UInt8,
                    "s8" => ElementType.Int8,
                    var other => throw new UsageException($"--activations takes u8 or s8, not '{other}'"),
                },
            };
            string file = parsed.GetValue(output)!;
            OutputFile.Check(file);
            QuantizedModel? result = null;
            string source = parsed.GetValue(model.Model)!;
            if (parsed.GetValue(dynamic))
            {
                result = Quantizer.QuantizeDynamically(source, quantize);
            }
            else
            {
                string folder = parsed.GetValue(data) ?? throw new UsageException("--data FOLDER with calibration photos is needed, or --dynamic");
                string[] paths = Spread(PhotoSource.List(folder), parsed.GetValue(photos));
                if (PhotoSource.LeftOut(folder) is { } left)
                {
                    Terminal.Error($"note: {left}");
                }

                Terminal.Progress("calibrating", paths.Length, step => result = Quantizer.Quantize(source, paths, quantize, (_, _) => step()));
            }

            OnnxWriter.Write(result!.Model, file);
            foreach (Diagnostic problem in result.Problems)
            {
                Terminal.Error(problem.ToString());
            }

            foreach (string line in result.Assumptions)
            {
                Terminal.Line($"assumed: {line}");
            }

            if (parsed.GetValue(dynamic))
            {
                Terminal.Line($"{file}: {new FileInfo(file).Length / 1024} KiB");
                return ExitCode.Done;
            }

            Terminal.Line($"{file}: {new FileInfo(file).Length / 1024} KiB, {result.Ranges.Count} tensors quantized, calibrated on {result.Photos} photos{(result.Problems.Count == 0 ? "" : $", {result.Problems.Count} skipped")}");
            return ExitCode.Done;
        });
        return command;
    }

    private static string[] Spread(string[] paths, int count)
        => count < 1
            ? throw new UsageException("--photos takes at least 1")
            : paths.Length <= count ? paths : [.. Enumerable.Range(0, count).Select(i => paths[(int)((long)i * paths.Length / count)])];
}
