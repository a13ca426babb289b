using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Photos;

namespace WebApi;

/// <summary>POST /detect?score=0.5: a photo in, boxes out.</summary>
internal static class DetectEndpoint
{
    private const int MostBoxes = 300;

    public static async Task<Results<Ok<Answer>, ProblemHttpResult>> Handle(HttpRequest request, DetectorPool pool, CancellationToken cancellation, float score = FaceMaskDetector.DefaultScore)
    {
        if (score is not (>= 0 and <= 1))
            return TypedResults.Problem("score is from 0 to 1", statusCode: StatusCodes.Status400BadRequest);
        Stream file = await PhotoBody.Receive(request, cancellation);
        try
        {
            // Decoding waits for a detector as well, so that no more photos are in memory at once than there are detectors.
            return TypedResults.Ok(await pool.Use(detector => Detect(detector, file, score), cancellation));
        }
        catch (TooManyRequestsException e)
        {
            return TypedResults.Problem(e.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
        catch (InvalidDataException e)
        {
            return TypedResults.Problem(e.Message, title: "Not a photo that can be read", statusCode: StatusCodes.Status422UnprocessableEntity);
        }
    }

    private static Answer Detect(FaceMaskDetector detector, Stream file, float score)
    {
        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        Photo photo = PhotoDecoder.Decode(bytes);
        Span<FaceMaskDetector.Detection> found = new FaceMaskDetector.Detection[MostBoxes];
        long start = Stopwatch.GetTimestamp();
        int count = detector.Detect(photo.Rgb, photo.Width, photo.Height, found, score);
        double time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        var boxes = new Box[count];
        for (int i = 0; i < count; i++)
        {
            ref readonly FaceMaskDetector.Detection d = ref found[i];
            boxes[i] = new Box(FaceMaskDetector.ClassNames[d.ClassId], d.Score, d.X, d.Y, d.Width, d.Height);
        }

        return new Answer(photo.Width, photo.Height, Math.Round(time, 2), boxes);
    }
}
