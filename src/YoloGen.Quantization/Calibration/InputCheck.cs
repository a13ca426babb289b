using System.Globalization;
using YoloGen.Compiler.Graph;
using YoloGen.Detection;
using YoloGen.Diagnostics;
using YoloGen.Quantization.Keeping;
using YoloGen.Vision;

namespace YoloGen.Quantization.Calibration;

/// <summary>
/// Whether photos come to the network as it was trained: ranges over photos that are brought wrongly are worth nothing. The boxes of the float network decide,
/// with the input as it was asked for and as other families of detectors take it.
/// </summary>
internal static class InputCheck
{
    /// <summary>Photos that are looked at; with fewer nothing is said, since a network that is fed wrongly finds something in noise too.</summary>
    private const int FewPhotos = 8;

    /// <summary>Photos of them in which another way has to find boxes before this one is called wrong.</summary>
    private const int FewestFinds = 4;

    /// <summary>The scores of this way add up to less than this share of another's.</summary>
    private const double Share = 0.2;

    /// <exception cref="YoloGenException">Photos are most likely brought to the network wrongly (YG0303).</exception>
    public static void Run(NetworkGraph graph, CalibrationInput input, BoxAgreement agreement, IReadOnlyList<string> photos, int threads)
    {
        // Finds at most one box in twenty photos: only then the other ways are worth their time.
        if (20 * agreement.Boxes > agreement.Photos)
        {
            return;
        }

        List<Photo> few = [.. Readable(photos)];
        if (few.Count < FewPhotos)
        {
            return;
        }

        using var network = new DetectingNetwork(graph, threads);
        (double sum, int count, _) = Score(network, input.Head, few);
        foreach (InputAlternative other in InputAlternatives.Of(input.Head))
        {
            (double otherSum, int otherCount, int finds) = Score(network, other.Head, few);
            if (finds >= FewestFinds && sum < Share * otherSum)
            {
                throw new YoloGenException(DiagnosticCodes.NoCalibration, string.Create(CultureInfo.InvariantCulture,
                    $"photos are most likely not brought to the network as it was trained ({InputAlternatives.Words(input.Head)}): in {few.Count} of them the float network finds {count} boxes, and {otherCount} with {other.Option}; give that to quantize, or --keep off to calibrate as it is"));
            }
        }
    }

    private static IEnumerable<Photo> Readable(IReadOnlyList<string> photos)
    {
        foreach (string path in KeepSearch.Some(photos, FewPhotos))
        {
            Photo photo;
            try
            {
                photo = PhotoReader.Read(path);
            }
            catch (YoloGenException)
            {
                continue; // Calibration has reported it.
            }

            yield return photo;
        }
    }

    /// <summary>The sum of the scores of what is found; one above 1 says that photos are not taken so, and then nothing counts.</summary>
    private static (double Sum, int Count, int Finds) Score(DetectingNetwork network, HeadSelection head, List<Photo> photos)
    {
        var pipeline = new PhotoPipeline(head);
        double sum = 0;
        int count = 0, finds = 0;
        foreach (Photo photo in photos)
        {
            var input = new float[pipeline.InputLength];
            pipeline.Fill(photo, input);
            DetectedBox[] found = pipeline.Decode(network.Run(input), photo.Width, photo.Height, scoreThreshold: BoxAgreement.TruthScore);
            if (found.Any(f => f.Score > 1.0001f))
            {
                return (0, 0, 0);
            }

            sum += found.Sum(f => (double)f.Score);
            count += found.Length;
            finds += found.Length > 0 ? 1 : 0;
        }

        return (sum, count, finds);
    }
}
