using System.CommandLine;
using System.Globalization;
using YoloGen.Diagnostics;
using YoloGen.Onnx.Files;
using YoloGen.Tool.Console;
using YoloGen.Tool.Reports;
using YoloGen.Vision;

namespace YoloGen.Tool.Verbs;

/// <summary>Data sets: drawn ones, and what is in a given one.</summary>
internal static class DataVerb
{
    private const int MostProblems = 20;

    public static Command Create() => new("data", "Draws synthetic data sets, and shows what is in a data set.") { Synth(), Stats() };

    private static Command Synth()
    {
        var output = new Option<string>("--output", "-o") { Description = "Folder to write to.", Required = true };
        var train = new Option<int>("--train") { Description = "Scenes to train on.", DefaultValueFactory = _ => 1000 };
        var val = new Option<int>("--val") { Description = "Scenes to evaluate on.", DefaultValueFactory = _ => 200 };
        var seed = new Option<ulong>("--seed") { Description = "The same seed draws the same scenes.", DefaultValueFactory = _ => 1 };
        var command = new Command("synth", """
            Draws scenes with masked and unmasked faces, with their labels, as a YOLO data set.

            Example:
              dotnet yologen data synth -o scenes --train 2000 --val 400
            """) { output, train, val, seed };
        command.SetAction((parsed, cancellation) =>
        {
            (int trainCount, int valCount) = (parsed.GetValue(train), parsed.GetValue(val));
            if (trainCount < 0 || valCount < 0 || trainCount + valCount == 0)
            {
                throw new UsageException("--train and --val take numbers of scenes, at least one in all");
            }

            string folder = parsed.GetValue(output)!;
            OutputFile.CheckFolder(folder, ["data.yaml"]);
            Terminal.Progress("scenes", trainCount + valCount, step => SynthDataSet.Write(folder, trainCount, valCount, parsed.GetValue(seed), progress: new Steps(step), cancellation: cancellation));
            Terminal.Line($"{trainCount} + {valCount} scenes: {Path.Combine(folder, "data.yaml")}");
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static Command Stats()
    {
        var source = new Argument<string>("DATA") { Description = "data.yaml or the data set's folder." };
        var size = new Option<int>("--size") { Description = "Input size that boxes are measured at, in pixels.", DefaultValueFactory = _ => 416 };
        var samples = new Option<string?>("--samples") { Description = "Folder for ten photos with their labels drawn." };
        var command = new Command("stats", """
            Counts photos, boxes and label problems of each split.

            Example:
              dotnet yologen data stats scenes/data.yaml --samples drawn
            """) { source, size, samples };
        command.SetAction(parsed =>
        {
            bool clean = true;
            if (parsed.GetValue(samples) is { } drawn)
            {
                OutputFile.CheckFolder(drawn, []);
                if (FontSet.OfMachine.Main is null)
                {
                    Terminal.Error($"note: {FontSet.Remedy}");
                }
            }

            foreach (string split in (string[])["train", "val"])
            {
                DataSet set = DataSetReader.Read(parsed.GetValue(source)!, split);
                Terminal.Line($"{split}:");
                DataSetStatistics statistics = DataSetStatistics.Of(set, parsed.GetValue(size));
                Print(statistics, set.ClassNames);
                foreach (Diagnostic problem in set.Problems.Concat(statistics.Unreadable).Take(MostProblems))
                {
                    Terminal.Error(problem.ToString());
                }

                if (statistics.Problems > MostProblems)
                {
                    Terminal.Error($"... and {statistics.Problems - MostProblems} more");
                }

                clean &= statistics.Problems == 0;
                if (parsed.GetValue(samples) is { } folder)
                {
                    clean &= DrawSamples(set, folder, split, statistics.Unreadable);
                }
            }

            return clean ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static void Print(DataSetStatistics statistics, IReadOnlyList<string> classNames)
    {
        CultureInfo c = CultureInfo.InvariantCulture;
        Terminal.Line($"  photos {statistics.Photos}, without boxes {statistics.Backgrounds} (without a label file {statistics.Unlabelled}), problems {statistics.Problems}");
        Terminal.Line($"  sides of boxes in pixels of an input of {statistics.InputSize}, by share of the boxes that are smaller:");
        var table = new TextTable("class", ">boxes", ">min", ">5 %", ">25 %", ">50 %", ">75 %", ">95 %", ">max");
        for (int i = 0; i < statistics.BoxesByClass.Count; i++)
        {
            IEnumerable<string> sides = statistics.SidesByClass[i].Count > 0 ? statistics.SidesByClass[i].Select(s => s.ToString("0", c)) : Enumerable.Repeat("", 7);
            table.Add([Printable.Of(classNames[i]), statistics.BoxesByClass[i].ToString(c), .. sides]);
        }

        table.Print();
        foreach ((int width, int height, int count) in statistics.PhotoSizes)
        {
            Terminal.Line(string.Create(c, $"{count,8} photos of {width} x {height}"));
        }
    }

    /// <summary>Draws photos with their labels; false where one cannot be read that the statistics had no fault to find with.</summary>
    private static bool DrawSamples(DataSet set, string folder, string split, IReadOnlyList<Diagnostic> told)
    {
        bool clean = true;
        Directory.CreateDirectory(folder);
        int step = Math.Max(1, set.Samples.Count / 10);
        for (int i = 0; i < set.Samples.Count && i / step < 10; i += step)
        {
            Photo photo;
            try
            {
                photo = PhotoReader.Read(set.Samples[i].PhotoPath);
            }
            catch (YoloGenException e)
            {
                // What is wrong with the header has been said.
                foreach (Diagnostic problem in e.Diagnostics.Except(told))
                {
                    Terminal.Error(problem.ToString());
                    clean = false;
                }

                continue;
            }

            LabelledBox[] boxes = [.. set.Samples[i].Boxes.Select(b => b.ToPixels(photo.Width, photo.Height))];
            string file = Path.Combine(folder, $"{split}-{Path.GetFileNameWithoutExtension(set.Samples[i].PhotoPath)}.png");
            PhotoWriter.Write(BoxDrawer.Draw(photo, boxes, set.ClassNames), file);
        }

        return clean;
    }

    private sealed class Steps(Action step) : IProgress<int>
    {
        public void Report(int value) => step();
    }
}
