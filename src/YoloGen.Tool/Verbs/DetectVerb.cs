using System.CommandLine;
using System.Globalization;
using YoloGen.Compiler;
using YoloGen.Diagnostics;
using YoloGen.Execution;
using YoloGen.Onnx.Files;
using YoloGen.Tool.Console;
using YoloGen.Tool.Reports;
using YoloGen.Verification;
using YoloGen.Vision;

namespace YoloGen.Tool.Verbs;

/// <summary>Boxes on photos, by the compiled class.</summary>
internal static class DetectVerb
{
    private const string DetectionsFile = "detections.json";

    public static Command Create()
    {
        var model = new ModelOptions();
        var source = new Option<string>("--source") { Description = "A photo, a folder of photos, or a pattern in quotes such as \"photos/*.jpg\".", Required = true };
        var output = new Option<string>("--output", "-o") { Description = "Folder for the photos with boxes and detections.json.", Required = true };
        var ppm = new Option<bool>("--ppm") { Description = "Also write each photo as a binary PPM, which emitted programs read." };
        var threads = new Option<int>("--threads") { Description = "Threads to run on.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var command = new Command("detect", """
            Compiles a model, runs the class on photos, draws the boxes and writes detections.json.

            Example:
              dotnet yologen detect facemask.onnx --source photos/ -o found
            """);
        model.AddTo(command);
        foreach (Option option in new Option[] { source, output, threads, ppm })
        {
            command.Options.Add(option);
        }

        command.SetAction(parsed =>
        {
            string[] photos = PhotoSource.List(parsed.GetValue(source)!);
            string folder = parsed.GetValue(output)!;
            string path = parsed.GetValue(model.Model)!;
            OutputFile.CheckFolder(folder, [DetectionsFile, .. photos.SelectMany(p => Files(p, parsed.GetValue(ppm)))]);
            PhotoSource.CheckHeaders(photos);
            FontSet fonts = FontSet.OfMachine;
            CompiledModel compiled = Compilation.Compile(path, model.Read(parsed) with { RefusesUnclearHead = true });
            if (compiled.Head is not { } head)
            {
                throw new YoloGenException(DiagnosticCodes.HeadDoesNotFit, "no detection head fits the outputs, so there are no boxes to draw; name one with --head", path);
            }

            foreach (string line in head.Assumptions)
            {
                Terminal.Line($"assumed: {line}");
            }

            using EmittedAssembly assembly = EmittedAssembly.Build(compiled.Plan);
            using EmittedDetector detector = assembly.Create(compiled.Weights, Math.Max(1, parsed.GetValue(threads)));
            Directory.CreateDirectory(folder);

            // The C# compiler leaves 100 MB behind, and a large photo needs the room.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            var found = new List<PhotoDetections>();
            var problems = new List<Diagnostic>();
            Terminal.Progress("photos", photos.Length, step =>
            {
                foreach (string photo in photos)
                {
                    try
                    {
                        found.Add(Detect(detector, head.ClassNames, photo, folder, parsed.GetValue(ppm)));
                    }
                    catch (YoloGenException e)
                    {
                        problems.AddRange(e.Diagnostics);
                    }

                    step();
                }
            });
            DetectionsJson.Write(Path.Combine(folder, DetectionsFile), Path.GetFileName(path), found, head.ClassNames);
            Print(found, head.ClassNames, folder);
            if (fonts.Main is null)
            {
                Terminal.Error($"note: {FontSet.Remedy}");
            }

            if (PhotoSource.LeftOut(parsed.GetValue(source)!) is { } left)
            {
                Terminal.Error($"note: {left}");
            }

            foreach (Diagnostic problem in problems)
            {
                Terminal.Error(problem.ToString());
            }

            return problems.Count == 0 ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static PhotoDetections Detect(EmittedDetector detector, IReadOnlyList<string> classes, string path, string folder, bool ppm)
    {
        Photo photo = PhotoReader.Read(path);
        DetectedBox[] boxes = detector.Detect(photo);
        string[] files = [.. Files(path, ppm)];
        if (ppm)
        {
            PpmWriter.Write(photo, Path.Combine(folder, files[1]));
        }

        BoxDrawer.DrawOnto(photo, boxes, classes);
        PhotoWriter.WriteLast(photo, Path.Combine(folder, files[0]));
        return new PhotoDetections(path, photo.Width, photo.Height, boxes);
    }

    /// <summary>Names of what is written for a photo.</summary>
    private static IEnumerable<string> Files(string photo, bool ppm)
        => ppm ? [Path.GetFileName(photo), Path.GetFileNameWithoutExtension(photo) + ".ppm"] : [Path.GetFileName(photo)];

    private static void Print(List<PhotoDetections> found, IReadOnlyList<string> classes, string folder)
    {
        foreach (PhotoDetections photo in found.Take(20))
        {
            Terminal.Line($"{Path.GetFileName(photo.File)}: {photo.Boxes.Count} found");
            foreach (DetectedBox b in photo.Boxes)
            {
                Terminal.Line(string.Create(CultureInfo.InvariantCulture, $"  {Printable.Of(classes[b.ClassId])} {b.Score:0.00} at ({b.X:0},{b.Y:0})-({b.X + b.Width:0},{b.Y + b.Height:0})"));
            }
        }

        Terminal.Line($"{found.Count} photos, {found.Sum(p => p.Boxes.Count)} boxes; drawn in {folder}, listed in {Path.Combine(folder, DetectionsFile)}");
    }
}
