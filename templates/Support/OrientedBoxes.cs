#nullable enable
using System;

namespace YoloGen.Generated;

/// <summary>
/// Boxes with an angle: a candidate's corner and size are those of the box before it is turned by <see cref="Candidate.Angle"/> about its middle,
/// radians from the x axis towards the y axis.
/// </summary>
internal static class OrientedBoxes
{
    /// <summary>Moves the candidates that show some of the photo, not only padding, to the front (their order kept) and returns them.</summary>
    public static Span<Candidate> Inside(in LetterboxMap map, Span<Candidate> candidates)
    {
        int count = 0;
        for (int i = 0; i < candidates.Length; i++)
        {
            Candidate candidate = candidates[i];
            (float left, float top, float right, float bottom) = Bounds(candidate);
            if (map.ToPhotoX(right) > map.ToPhotoX(left) && map.ToPhotoY(bottom) > map.ToPhotoY(top))
                candidates[count++] = candidate;
        }
        return candidates.Slice(0, count);
    }

    /// <summary>The upright box around a turned one.</summary>
    public static (float Left, float Top, float Right, float Bottom) Bounds(in Candidate c)
    {
        (double sin, double cos) = AngleMath.SinCos(c.Angle);
        double halfWidth = (Math.Abs(cos) * c.Width + Math.Abs(sin) * c.Height) / 2.0, halfHeight = (Math.Abs(sin) * c.Width + Math.Abs(cos) * c.Height) / 2.0;
        double x = c.X + c.Width / 2.0, y = c.Y + c.Height / 2.0;
        return ((float)(x - halfWidth), (float)(y - halfHeight), (float)(x + halfWidth), (float)(y + halfHeight));
    }

    /// <summary>
    /// Moves a candidate from input coordinates to photo coordinates, not clipped, and turns it until its angle lies in [0, pi / 2). Where a photo was
    /// stretched, a turned box becomes a parallelogram: the box along its width, as wide, and of its area, takes its place.
    /// </summary>
    public static void ToPhoto(in LetterboxMap map, ref Candidate c)
    {
        double scaleX = (double)map.SourceWidth / map.Width, scaleY = (double)map.SourceHeight / map.Height;
        double x = (c.X + c.Width / 2.0 - map.Left) * scaleX, y = (c.Y + c.Height / 2.0 - map.Top) * scaleY;
        (double sin, double cos) = AngleMath.SinCos(c.Angle);
        double alongX = cos * c.Width * scaleX, alongY = sin * c.Width * scaleY;
        double width = Math.Sqrt(alongX * alongX + alongY * alongY), height = width > 0.0 ? c.Width * c.Height * scaleX * scaleY / width : c.Height * scaleY;
        double angle = width > 0.0 ? AngleMath.LineAngle(alongY, alongX) : AngleMath.LineAngle(sin * scaleY, cos * scaleX);
        if (angle >= AngleMath.HalfPi)
            (width, height, angle) = (height, width, angle - AngleMath.HalfPi);
        c.Width = (float)width;
        c.Height = (float)height;
        c.X = (float)(x - width / 2.0);
        c.Y = (float)(y - height / 2.0);
        c.Angle = (float)angle;
    }
}
