using System;

namespace YoloGen.Generator.Consumer;

/// <summary>A class that the generator completes.</summary>
[YoloModel("facemask_int8")]
public sealed partial class MaskFinder
{
    /// <summary>Counts the faces in a photo.</summary>
    /// <param name="rgb">Rows from the top, red, green, blue.</param>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="height">Rows.</param>
    /// <returns>At most 100.</returns>
    public int Count(ReadOnlySpan<byte> rgb, int width, int height) => Detect(rgb, width, height, stackalloc Detection[100]);
}
