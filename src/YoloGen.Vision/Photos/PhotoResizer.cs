using System.Runtime.InteropServices;
using YoloGen.Generated;

namespace YoloGen.Vision;

/// <summary>Resizes photos exactly as the emitted detectors do.</summary>
public static unsafe class PhotoResizer
{
    /// <summary>Letterbox: keeps the aspect ratio, centres, pads with 114.</summary>
    /// <param name="photo">Any size.</param>
    /// <param name="width">Pixels, 1 to 65535.</param>
    /// <param name="height">Pixels, 1 to 65535.</param>
    public static Photo Letterbox(Photo photo, int width, int height)
        => Resize(photo, LetterboxMap.ForLetterbox(photo.Width, photo.Height, width, height));

    /// <summary>Stretch: the photo fills the new size.</summary>
    /// <param name="photo">Any size.</param>
    /// <param name="width">Pixels, 1 to 65535.</param>
    /// <param name="height">Pixels, 1 to 65535.</param>
    public static Photo Stretch(Photo photo, int width, int height)
        => Resize(photo, LetterboxMap.ForStretch(photo.Width, photo.Height, width, height));

    private static Photo Resize(Photo photo, LetterboxMap map)
    {
        var target = new Photo(map.TargetWidth, map.TargetHeight);
        void* scratch = NativeMemory.AlignedAlloc(Generated.Letterbox.ScratchBytes(map.TargetWidth), 64);
        try
        {
            fixed (byte* source = photo.Rgb, result = target.Rgb)
                Generated.Letterbox.Resize(FrameSource.Rgb(source, photo.Width), map, result, (byte*)scratch);
        }
        finally
        {
            NativeMemory.AlignedFree(scratch);
        }
        return target;
    }
}
