#nullable enable
using System;
using System.Runtime.CompilerServices;

namespace YoloGen.Generated;

/// <summary>
/// Where a photo lies in the network's input: the target rectangle that the resized photo fills (everything else is padding),
/// and the way back from input coordinates to photo coordinates. Letterbox keeps the aspect ratio and centres, stretch does not.
/// </summary>
internal readonly struct LetterboxMap
{
    /// <summary>Largest side of a photo or an input, so that all fixed-point products fit 64 bits with room.</summary>
    public const int MaxSide = 65535;

    public readonly int SourceWidth;
    public readonly int SourceHeight;
    public readonly int TargetWidth;
    public readonly int TargetHeight;
    public readonly int Left;
    public readonly int Top;
    public readonly int Width;
    public readonly int Height;

    private LetterboxMap(int sourceWidth, int sourceHeight, int targetWidth, int targetHeight, int width, int height)
    {
        SourceWidth = sourceWidth;
        SourceHeight = sourceHeight;
        TargetWidth = targetWidth;
        TargetHeight = targetHeight;
        Width = width;
        Height = height;
        Left = (targetWidth - width) / 2;
        Top = (targetHeight - height) / 2;
    }

    /// <summary>The largest centred rectangle of the photo's aspect ratio; the shorter side is rounded half up, at least 1.</summary>
    public static LetterboxMap ForLetterbox(int sourceWidth, int sourceHeight, int targetWidth, int targetHeight)
    {
        long byWidth = (long)targetWidth * sourceHeight;
        long byHeight = (long)targetHeight * sourceWidth;
        int width = targetWidth;
        int height = targetHeight;
        if (byWidth <= byHeight)
            height = Scaled(byWidth, sourceWidth, targetHeight);
        else
            width = Scaled(byHeight, sourceHeight, targetWidth);
        return new LetterboxMap(sourceWidth, sourceHeight, targetWidth, targetHeight, width, height);
    }

    /// <summary>The photo fills the whole input.</summary>
    public static LetterboxMap ForStretch(int sourceWidth, int sourceHeight, int targetWidth, int targetHeight)
        => new(sourceWidth, sourceHeight, targetWidth, targetHeight, targetWidth, targetHeight);

    /// <summary>Photo x (pixels, continuous, clamped to the photo) of input x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float ToPhotoX(float x) => Clamp((x - Left) * ((float)SourceWidth / Width), SourceWidth);

    /// <summary>Photo y (pixels, continuous, clamped to the photo) of input y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float ToPhotoY(float y) => Clamp((y - Top) * ((float)SourceHeight / Height), SourceHeight);

    /// <summary>Moves the candidates that show some of the photo, not only padding, to the front (their order kept) and returns them.</summary>
    public Span<Candidate> Inside(Span<Candidate> candidates)
    {
        int count = 0;
        for (int i = 0; i < candidates.Length; i++)
        {
            Candidate candidate = candidates[i];
            if (ToPhotoX(candidate.X + candidate.Width) > ToPhotoX(candidate.X) && ToPhotoY(candidate.Y + candidate.Height) > ToPhotoY(candidate.Y))
                candidates[count++] = candidate;
        }
        return candidates.Slice(0, count);
    }

    /// <summary>Moves a candidate from input coordinates to photo coordinates, clipped to the photo.</summary>
    public void ToPhoto(ref Candidate candidate)
    {
        float left = ToPhotoX(candidate.X);
        float top = ToPhotoY(candidate.Y);
        candidate.Width = ToPhotoX(candidate.X + candidate.Width) - left;
        candidate.Height = ToPhotoY(candidate.Y + candidate.Height) - top;
        candidate.X = left;
        candidate.Y = top;
    }

    /// <summary>Input x of photo x, not clamped.</summary>
    public float ToInputX(float x) => x * ((float)Width / SourceWidth) + Left;

    /// <summary>Input y of photo y, not clamped.</summary>
    public float ToInputY(float y) => y * ((float)Height / SourceHeight) + Top;

    private static int Scaled(long product, int divisor, int limit)
    {
        long rounded = (2 * product + divisor) / (2L * divisor);
        return (int)(rounded < 1 ? 1 : rounded > limit ? limit : rounded);
    }

    private static float Clamp(float value, int size) => value < 0f ? 0f : value > size ? size : value;
}
