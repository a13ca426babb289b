using System.Globalization;
using YoloGen.Diagnostics;
using YoloGen.Onnx.Files;

namespace YoloGen.Vision;

/// <summary>Writes drawn scenes as a data set in the YOLO layout: images, labels, data.yaml. The same arguments, the same bytes.</summary>
public static class SynthDataSet
{
    /// <summary>Writes a data set; the validation scenes follow the training scenes in the series.</summary>
    /// <param name="folder">Created where missing; existing scenes of the same name are replaced.</param>
    /// <param name="train">Number of training scenes.</param>
    /// <param name="val">Number of validation scenes.</param>
    /// <param name="seed">Series of scenes.</param>
    /// <param name="options">What scenes look like.</param>
    /// <param name="progress">Told the number of scenes written so far.</param>
    /// <param name="cancellation">Stops between scenes.</param>
    /// <exception cref="YoloGenException">YG0003.</exception>
    public static void Write(string folder, int train, int val, ulong seed, SynthOptions? options = null, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(train);
        ArgumentOutOfRangeException.ThrowIfNegative(val);
        options ??= new SynthOptions();
        int done = 0;
        try
        {
            foreach (string split in (ReadOnlySpan<string>)["train", "val"])
            {
                Directory.CreateDirectory(Path.Combine(folder, "images", split));
                Directory.CreateDirectory(Path.Combine(folder, "labels", split));
            }
            var parallel = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount };
            Parallel.For(0, train + val, parallel, index =>
            {
                WriteScene(folder, index < train ? "train" : "val", seed, index, options);
                progress?.Report(Interlocked.Increment(ref done));
            });
            string names = string.Concat(SynthScene.ClassNames.Select((n, i) => $"  {i}: {n}\n"));
            OutputFile.Write(Path.Combine(folder, "data.yaml"), $"# Drawn faces with and without a mask; seed {seed}, {train} + {val} scenes.\npath: .\ntrain: images/train\nval: images/val\nnames:\n{names}");
        }
        catch (AggregateException e) when (e.InnerException is IOException or UnauthorizedAccessException or YoloGenException)
        {
            throw new YoloGenException(DiagnosticCodes.FileNotWritable, Half(e.InnerException, done, train + val), folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new YoloGenException(DiagnosticCodes.FileNotWritable, Half(e, done, train + val), folder);
        }
    }

    /// <summary>What stays is whole, and worth what it took to draw: the same command goes over it again.</summary>
    private static string Half(Exception e, int done, int all)
        => string.Create(CultureInfo.InvariantCulture, $"the data set cannot be written: {e.Message}; {done} of {all} scenes stay there without a data.yaml: make room and run the command again, or delete the folder");

    private static void WriteScene(string folder, string split, ulong seed, int index, SynthOptions options)
    {
        SynthScene scene = SceneComposer.Draw(seed, index, options);
        string name = index.ToString("D6", CultureInfo.InvariantCulture);
        // Photos in the wild went through all kinds of compression.
        int quality = 60 + SynthRandom.For(seed, (ulong)index ^ 0xC0DEC).Int(0, 35);
        PhotoWriter.Write(scene.Photo, Path.Combine(folder, "images", split, name + ".jpg"), quality);
        float w = scene.Photo.Width;
        float h = scene.Photo.Height;
        var boxes = scene.Labels.Select(l => new RelativeBox(l.ClassId, (l.X + l.Width / 2) / w, (l.Y + l.Height / 2) / h, l.Width / w, l.Height / h));
        OutputFile.Write(Path.Combine(folder, "labels", split, name + ".txt"), YoloLabels.Format(boxes));
    }
}
