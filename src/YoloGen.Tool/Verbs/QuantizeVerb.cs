using System.CommandLine;
using System.Globalization;
using System.Text;
using YoloGen.Compiler;
using YoloGen.Compiler.Graph;
using YoloGen.Diagnostics;
using YoloGen.Onnx;
using YoloGen.Onnx.Files;
using YoloGen.Quantization;
using YoloGen.Tool.Console;
using YoloGen.Tool.Reports;

namespace YoloGen.Tool.Verbs;

/// <summary>Float ONNX in, INT8 ONNX (Q/DQ) out.</summary>
internal static class QuantizeVerb
{
    private const string NotCompared = "note: not compared with the float network: its head is not known, or it finds nothing with a score over 0.25 in these photos (then check --input, --mean and --scale)";

    public static Command Create()
    {
        var model = new ModelOptions();
        var data = new Option<string?>("--data") { Description = "Calibration photos: a folder or one photo. Needed unless --dynamic." };
        var output = new Option<string>("--output", "-o") { Description = "The ONNX file to write.", Required = true };
        var photos = new Option<int>("--photos") { Description = "Photos to calibrate on, spread evenly over the folder.", DefaultValueFactory = _ => 100 };
        var type = new Option<string>("--activations") { Description = "Type of the activations: u8 or s8.", DefaultValueFactory = _ => "u8" };
        var dynamic = new Option<bool>("--dynamic") { Description = "Dynamic range quantization: no photos, activations quantized at run time; slower than static INT8." };
        var ranges = new Option<string>("--ranges") { Description = "How the ranges of activations are chosen: mse, minmax, percentile or entropy.", DefaultValueFactory = _ => "mse" };
        var keep = new Option<string>("--keep") { Description = "Share of the float network's own boxes (mAP@0.5) to find again in the calibration photos, or off: what costs most stays in floats until it does.", DefaultValueFactory = _ => "0.98" };
        var report = new Option<string?>("--report") { Description = "A file with what was measured: agreement, predicted time, what stays in floats, each tensor's range. FILE.html is a page, others are JSON." };
        var command = new Command("quantize", """
            Quantizes a float detector to INT8 after training: weights per output channel, activations by the ranges with the least error over photos.
            Then compares its boxes with the float network's, and leaves in floats what costs most until they agree.

            Example:
              dotnet yologen quantize facemask.onnx --data photos/ -o facemask_int8.onnx
            """);
        model.AddTo(command);
        foreach (Option option in new Option[] { data, output, photos, type, dynamic, ranges, keep, report })
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
                Ranges = RangesOf(parsed.GetValue(ranges)!),
                Keep = KeepOf(parsed.GetValue(keep)!),
                Log = Terminal.IsInteractive ? null : Terminal.Error,
            };
            string file = parsed.GetValue(output)!;
            OutputFile.Check(file);
            if (parsed.GetValue(report) is { } json)
            {
                OutputFile.Check(json);
            }

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

                Terminal.Progress("calibrating", 2 * paths.Length, step => result = Quantizer.Quantize(source, paths, quantize, (_, _) => step()));
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
            if (result.Kept is { } kept)
            {
                foreach (string line in QuantizeText.Lines(kept, quantize.Keep))
                {
                    Terminal.Line(line);
                }
            }
            else if (quantize.Keep > 0)
            {
                Terminal.Line(NotCompared);
            }

            Terminal.Line(CheckLine.Of(file, PhotoSource.List(parsed.GetValue(data)!)));
            if (parsed.GetValue(report) is { } path)
            {
                OutputFile.Write(path, path.EndsWith(".html", StringComparison.OrdinalIgnoreCase) ? Encoding.UTF8.GetBytes(QuantizeHtml.Write(file, result, quantize.Keep)) : QuantizeJson.Format(result));
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static RangeMethod RangesOf(string text) => text switch
    {
        "mse" => RangeMethod.SquaredError,
        "minmax" => RangeMethod.MinMax,
        "percentile" => RangeMethod.Percentile,
        "entropy" => RangeMethod.Entropy,
        _ => throw new UsageException($"--ranges takes mse, minmax, percentile or entropy, not '{text}'"),
    };

    private static double KeepOf(string text)
        => text == "off" ? 0
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double share) && share is > 0 and <= 1 ? share
            : throw new UsageException($"--keep takes a number above 0 and up to 1, or off, not '{text}'");

    internal static string[] Spread(string[] paths, int count)
        => count < 1
            ? throw new UsageException("--photos takes at least 1")
            : paths.Length <= count ? paths : [.. Enumerable.Range(0, count).Select(i => paths[(int)((long)i * paths.Length / count)])];
}
