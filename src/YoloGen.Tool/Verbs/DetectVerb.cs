using System.CommandLine;
using System.Globalization;
using YoloGen.Compiler;
using YoloGen.Diagnostics;
using YoloGen.Execution;
using YoloGen.Onnx.Files;
using YoloGen.Tool.Console;
using YoloGen.Tool.Reports;
using YoloGen.Tool.Tiling;
using YoloGen.Tool.Video;
using YoloGen.Verification;
using YoloGen.Vision;

namespace YoloGen.Tool.Verbs;

/// <summary>Boxes, points, masks or classes on photos, by the compiled class.</summary>
internal static class DetectVerb
{
    public static Command Create()
    {
        var model = new ModelOptions();
        var source = new Option<string>("--source") { Description = "A photo, a folder of photos, a pattern in quotes such as \"photos/*.jpg\", a film (.y4m, .mjpeg; others where ffmpeg is installed), or a camera such as /dev/video0.", Required = true };
        var output = new Option<string>("--output", "-o") { Description = "Folder for the photos with what was found, and the files of --format.", Required = true };
        var format = new Option<string>("--format") { Description = "Files to write, separated by commas: json (detections.json), yolo (labels/NAME.txt), coco (coco.json), csv (detections.csv).", DefaultValueFactory = _ => "json" };
        var scores = new Option<bool>("--label-scores") { Description = "With the score at the end of each YOLO label, where labels for training have none." };
        var ppm = new Option<bool>("--ppm") { Description = "Also write each photo as a binary PPM, which emitted programs read." };
        var tiles = new Option<int>("--tiles") { Description = "Also look at crops of so many pixels on each side, for small objects in large photos; what several crops find of one object is merged." };
        var overlap = new Option<float>("--tile-overlap") { Description = "Share of a crop that the next one has too, 0 to 0.9.", DefaultValueFactory = _ => 0.2f };
        var frames = new Option<int>("--frames") { Description = "Frames of a film or camera after which to stop; 0 for all." };
        var threads = new Option<int>("--threads") { Description = "Threads to run on.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var command = new Command("detect", """
            Compiles a model, runs the class on photos, draws what it finds (boxes, points, masks, or the classes of the photo) and writes detections.json.

            Example:
              dotnet yologen detect facemask.onnx --source photos/ -o found --format json,coco
            """);
        model.AddTo(command);
        foreach (Option option in new Option[] { source, output, format, scores, tiles, overlap, frames, threads, ppm })
        {
            command.Options.Add(option);
        }

        command.SetAction(parsed =>
        {
            bool film = Film.Is(parsed.GetValue(source)!);
            string[] photos = film ? [] : PhotoSource.List(parsed.GetValue(source)!);
            string folder = parsed.GetValue(output)!;
            string path = parsed.GetValue(model.Model)!;
            (int side, float share) = parsed.GetValue(tiles) is >= 0 and var pixels && parsed.GetValue(overlap) is >= 0f and <= 0.9f and var part
                ? (pixels, part)
                : throw new UsageException("--tiles takes a number of pixels, --tile-overlap 0 to 0.9");
            var files = new DetectionFiles(parsed.GetValue(format)!, parsed.GetValue(scores));
            OutputFile.CheckFolder(folder, film ? [FilmDetection.Lines, Film.OutputName(parsed.GetValue(source)!)] : [.. files.Names(photos), .. photos.SelectMany(p => Files(p, parsed.GetValue(ppm)))]);
            if (!film)
            {
                PhotoSource.CheckHeaders(photos);
            }

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
            if (side > 0 && detector.IsClassifier())
            {
                throw new UsageException("--tiles is for models that find objects; this one names the whole photo");
            }

            DetectedBox[] Find(Photo photo) => side > 0 ? Tiles.Find(photo, side, share, head.IouThreshold, p => detector.Detect(p)) : detector.Detect(photo);
            if (film)
            {
                FilmDetection.Run(Find, detector.IsClassifier(), head.ClassNames, parsed.GetValue(source)!, folder, parsed.GetValue(frames));
                return ExitCode.Done;
            }

            var found = new List<PhotoDetections>();
            var problems = new List<Diagnostic>();
            Terminal.Progress("photos", photos.Length, step =>
            {
                foreach (string photo in photos)
                {
                    try
                    {
                        found.Add(Detect(Find, detector.IsClassifier(), head.ClassNames, photo, folder, parsed.GetValue(ppm)));
                    }
                    catch (YoloGenException e)
                    {
                        problems.AddRange(e.Diagnostics);
                    }

                    step();
                }
            });
            Print(found, head.ClassNames, folder, files.Write(folder, Path.GetFileName(path), found, head.ClassNames));
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

    private static PhotoDetections Detect(Func<Photo, DetectedBox[]> find, bool classified, IReadOnlyList<string> classes, string path, string folder, bool ppm)
    {
        Photo photo = PhotoReader.Read(path);
        DetectedBox[] boxes = find(photo);
        string[] files = [.. Files(path, ppm)];
        if (ppm)
        {
            PpmWriter.Write(photo, Path.Combine(folder, files[1]));
        }

        if (classified)
        {
            BoxDrawer.DrawClasses(photo, boxes, classes);
        }
        else
        {
            BoxDrawer.DrawOnto(photo, boxes, classes);
        }

        PhotoWriter.WriteLast(photo, Path.Combine(folder, files[0]));
        return new PhotoDetections(path, photo.Width, photo.Height, boxes) { Classified = classified };
    }

    /// <summary>Names of what is written for a photo.</summary>
    private static IEnumerable<string> Files(string photo, bool ppm)
        => ppm ? [Path.GetFileName(photo), Path.GetFileNameWithoutExtension(photo) + ".ppm"] : [Path.GetFileName(photo)];

    private static void Print(List<PhotoDetections> found, IReadOnlyList<string> classes, string folder, IReadOnlyList<string> files)
    {
        foreach (PhotoDetections photo in found.Take(20))
        {
            Terminal.Line($"{Path.GetFileName(photo.File)}: {(photo.Classified ? "most likely" : $"{photo.Boxes.Count} found")}");
            foreach (DetectedBox b in photo.Boxes)
            {
                Terminal.Line(string.Create(CultureInfo.InvariantCulture, $"  {Printable.Of(classes[b.ClassId])} {b.Score:0.00}{(photo.Classified ? "" : Place(b))}"));
            }
        }

        string what = found.Count > 0 && found.All(p => p.Classified) ? "classified" : $"{found.Sum(p => p.Boxes.Count)} boxes";
        Terminal.Line($"{found.Count} photos, {what}; drawn in {folder}, listed in {string.Join(", ", files)}");
    }

    private static string Place(DetectedBox b)
    {
        string angle = b.Oriented is { } oriented ? string.Create(CultureInfo.InvariantCulture, $", turned by {oriented.Angle * 180 / Math.PI:0} degrees") : "";
        string points = b.Keypoints is { } k ? $", {k.Count(p => p.Visibility >= 0.5f)} of {k.Count} points seen" : "";
        return string.Create(CultureInfo.InvariantCulture, $" at ({b.X:0},{b.Y:0})-({b.X + b.Width:0},{b.Y + b.Height:0}){angle}{points}");
    }
}
