#nullable enable
using System;

namespace YoloGen.Generated;

/// <summary>
/// Outputs of YOLOv8-seg and YOLO11-seg: as <see cref="Yolov8Head"/>, behind the classes the coefficients of a mask, and prototypes [masks, H, W].
/// <code>
/// mask = sum of coefficient * prototype above 0, inside the box
/// </code>
/// Formulas: Ultralytics, process_mask.
/// </summary>
internal static class Yolov8MaskHead
{
    /// <summary>Constants of the outputs; scaleX and scaleY are prototype pixels for a pixel of the input.</summary>
    internal readonly struct Parameters(int boxes, int classes, int masks, int maskWidth, int maskHeight, float scaleX, float scaleY)
    {
        public readonly int Boxes = boxes;
        public readonly int Classes = classes;
        public readonly int Masks = masks;
        public readonly int MaskWidth = maskWidth;
        public readonly int MaskHeight = maskHeight;
        public readonly float ScaleX = scaleX;
        public readonly float ScaleY = scaleY;
    }

    /// <summary>Decodes the boxes.</summary>
    public static void Decode(ReadOnlySpan<float> output, ReadOnlySpan<float> prototypes, in Parameters p, ref CandidateBuffer candidates)
        => Yolov8Head.Decode(output, new Yolov8Head.Parameters(p.Boxes, p.Classes), ref candidates);

    /// <summary>
    /// Fills the mask of the object at a place, a byte for each pixel of a prototype: 255 where the object is, 0 elsewhere. The box is given in pixels
    /// of the input; a pixel belongs to it if its centre does, and only those are computed.
    /// </summary>
    public static void Mask(
        ReadOnlySpan<float> output, ReadOnlySpan<float> prototypes, in Parameters p, int place, float left, float top, float right, float bottom, Span<byte> mask)
    {
        mask.Clear();
        int pixels = p.MaskWidth * p.MaskHeight;
        for (int y = 0; y < p.MaskHeight; y++)
        {
            if (!(y + 0.5f >= top * p.ScaleY && y + 0.5f < bottom * p.ScaleY))
                continue;
            for (int x = 0; x < p.MaskWidth; x++)
            {
                if (!(x + 0.5f >= left * p.ScaleX && x + 0.5f < right * p.ScaleX))
                    continue;
                double sum = 0;
                for (int m = 0; m < p.Masks; m++)
                    sum += (double)output[(4 + p.Classes + m) * p.Boxes + place] * prototypes[m * pixels + y * p.MaskWidth + x];
                if (sum > 0)
                    mask[y * p.MaskWidth + x] = 255;
            }
        }
    }
}
