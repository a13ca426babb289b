using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using YoloGen.Compiler;
using YoloGen.Compiler.Graph;
using YoloGen.Detection;
using YoloGen.Diagnostics;
using YoloGen.Execution;
using YoloGen.Verification.Checks;
using YoloGen.Verification.Reference;
using YoloGen.Vision;

namespace YoloGen.Verification.ModelChecks;

/// <summary>
/// Looks at what a model finds in photos and says what is likely wrong: with its outputs, with how photos are brought to it (the other ways are tried), and
/// whether ONNX Runtime finds the same.
/// </summary>
public static class ModelCheck
{
    /// <summary>Photos on which the other ways of taking photos are tried, and ONNX Runtime is run.</summary>
    private const int FewPhotos = 8;

    /// <summary>An alternative has to be so much better in the sum of its scores.</summary>
    private const double Better = 1.25;

    /// <summary>Checks a model.</summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="photos">Paths of photos.</param>
    /// <param name="options">Head and shapes.</param>
    /// <param name="everything">Whether the other ways are tried and ONNX Runtime is asked; else the outputs alone are looked at.</param>
    /// <param name="progress">Called after each photo.</param>
    /// <exception cref="YoloGenException">The model is refused, or has no head.</exception>
    public static CheckReport Run(string path, IReadOnlyList<string> photos, CompileOptions options, bool everything = true, Action? progress = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(photos);
        CompiledModel model = Compilation.Compile(path, options with { RefusesUnclearHead = true });
        HeadSelection head = model.Head ?? throw new YoloGenException(DiagnosticCodes.HeadDoesNotFit, "no detection head fits the outputs, so there is nothing to look at; name one with --head", path);
        using EmittedAssembly assembly = EmittedAssembly.Build(model.Plan);
        using EmittedDetector detector = assembly.Create(model.Weights, Math.Max(1, Environment.ProcessorCount));
        var statistics = new OutputStatistics(head);
        var findings = new List<CheckFinding>();
        var pipeline = new PhotoPipeline(head);
        int read = 0;
        var few = new List<Photo>();
        foreach (string file in photos)
        {
            try
            {
                Photo photo = PhotoReader.Read(file);
                float[][] outputs = Outputs(detector, pipeline, photo);
                statistics.Add(outputs, pipeline.Candidates(outputs), pipeline.Decode(outputs, photo.Width, photo.Height));
                read++;
                if (few.Count < FewPhotos)
                {
                    few.Add(photo);
                }
            }
            catch (YoloGenException exception)
            {
                findings.Add(new CheckFinding(false, exception.Diagnostics[0].ToString(), ""));
            }

            progress?.Invoke();
        }

        List<(string Name, string Value)> facts = [("head", $"{head.Head.Id}, {head.ClassNames.Count} {(head.ClassNames.Count == 1 ? "class" : "classes")}"), ("photos as", InputAlternatives.Words(head)), .. statistics.Facts()];
        if (read == 0)
        {
            throw new YoloGenException(DiagnosticCodes.FileNotReadable, "none of the photos can be read", photos.Count > 0 ? photos[0] : null);
        }

        findings.AddRange(statistics.Findings());
        findings.AddRange(statistics.Notes());
        if (everything)
        {
            findings.AddRange(Alternatives(detector, head, few, facts));
            findings.AddRange(Reference(path, model, detector, pipeline, few, facts));
        }

        return new CheckReport(facts, [.. findings.OrderByDescending(f => f.IsProblem)]);
    }

    private static List<CheckFinding> Alternatives(EmittedDetector detector, HeadSelection head, List<Photo> photos, List<(string, string)> facts)
    {
        (double sum, int count) = Score(detector, new PhotoPipeline(head), head, photos);
        (string Option, double Sum, int Count) best = ("", 0, 0);
        facts.Add(("as it is", string.Create(CultureInfo.InvariantCulture, $"{count} found, scores add up to {sum:0.00} in {photos.Count} photos")));
        foreach (InputAlternative other in InputAlternatives.Of(head))
        {
            (double otherSum, int otherCount) = Score(detector, new PhotoPipeline(other.Head), head, photos);
            facts.Add((other.Option, string.Create(CultureInfo.InvariantCulture, $"{otherCount} found, scores add up to {otherSum:0.00}")));
            if (otherSum > best.Sum)
            {
                best = (other.Option, otherSum, otherCount);
            }
        }

        return best.Sum > Better * sum && best.Sum - sum >= 0.5
            ? [new CheckFinding(true, string.Create(CultureInfo.InvariantCulture, $"with {best.Option} the scores add up to {best.Sum:0.00} ({best.Count} found) instead of {sum:0.00} ({count} found)"), $"photos are likely taken another way than the model was trained with: use {best.Option}, and look at the boxes ('detect')")]
            : [];
    }

    /// <summary>The sum of the scores of what is found; one above 1 says that photos are not taken so, and then nothing counts.</summary>
    private static (double Sum, int Count) Score(EmittedDetector detector, PhotoPipeline pipeline, HeadSelection head, List<Photo> photos)
    {
        double sum = 0;
        int count = 0;
        foreach (Photo photo in photos)
        {
            DetectedBox[] found = pipeline.Decode(Outputs(detector, pipeline, photo), photo.Width, photo.Height);
            found = head.Head.Task == "classify" ? [.. found.Take(1)] : found;
            if (found.Any(f => f.Score > 1.0001f))
            {
                return (0, 0);
            }

            sum += found.Sum(f => (double)f.Score);
            count += found.Length;
        }

        return (sum, count);
    }

    private static List<CheckFinding> Reference(string path, CompiledModel model, EmittedDetector detector, PhotoPipeline pipeline, List<Photo> photos, List<(string, string)> facts)
    {
        try
        {
            using InferenceSession session = OrtReference.Open(path);
            int differ = 0;
            string? first = null;
            foreach (Photo photo in photos)
            {
                IReadOnlyDictionary<string, TensorData> theirs = OrtReference.Run(session, Input(detector, pipeline, photo));
                float[][] outputs = [.. detector.Plan.Outputs.Select(o => theirs[o.Name].Floats)];
                DetectedBox[] own = pipeline.Decode(Outputs(detector, pipeline, photo), photo.Width, photo.Height);
                IReadOnlyList<string> problems = DetectionCheck.Compare(own, pipeline.Decode(outputs, photo.Width, photo.Height), model.Head!.ClassNames, model.Head.ScoreThreshold);
                differ += problems.Count > 0 ? 1 : 0;
                first ??= problems.Count > 0 ? problems[0] : null;
            }

            facts.Add(("ONNX Runtime", differ == 0 ? $"the same in {photos.Count} photos" : $"something else in {differ} of {photos.Count} photos"));
            return differ == 0 ? [] : [new CheckFinding(true, $"ONNX Runtime finds something else in {differ} of {photos.Count} photos: {first}", "run 'verify', which says at which tensor they part")];
        }
        catch (YoloGenException exception) when (exception.Diagnostics[0].Code == DiagnosticCodes.LibraryMissing)
        {
            facts.Add(("ONNX Runtime", "not asked: " + exception.Diagnostics[0].Message));
            return [];
        }
        catch (Exception exception) when (exception is OnnxRuntimeException or KeyNotFoundException)
        {
            facts.Add(("ONNX Runtime", "cannot be compared: " + MetadataText.Printable(exception.Message)));
            return [];
        }
    }

    private static Dictionary<string, TensorData> Input(EmittedDetector detector, PhotoPipeline pipeline, Photo photo)
    {
        PlanTensor tensor = detector.Plan.Tensors[detector.Plan.Inputs[0].Tensor];
        TensorData data = TensorData.Zeros(tensor.Type, Shape.Of([.. tensor.Shape]));
        pipeline.Fill(photo, data.Floats);
        return new Dictionary<string, TensorData> { [detector.Plan.Inputs[0].Name] = data };
    }

    private static float[][] Outputs(EmittedDetector detector, PhotoPipeline pipeline, Photo photo)
    {
        IReadOnlyDictionary<string, TensorData> values = detector.Run(Input(detector, pipeline, photo));
        return [.. detector.Plan.Outputs.Select(o => values[o.Name].Type == ElementType.Float32 ? values[o.Name].Floats : [])];
    }
}
