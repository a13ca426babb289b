using SkiaSharp;
using Xunit;
using YoloGen.Diagnostics;
using YoloGen.Tests;

namespace YoloGen.Vision.Tests.Photos;

/// <summary>Hostile photos through the reader: the code each has to end in, in little time and memory.</summary>
public sealed class HostilePhotoTests
{
    private static readonly Photo Sample = SceneComposer.Draw(7, 3, new SynthOptions { Width = 96, Height = 64 }).Photo;

    [Fact]
    public void Each_ends_as_it_has_to()
    {
        var wrong = new List<string>();
        int count = 0;
        foreach ((string name, byte[] file, string outcome) in HostilePhotos.All(PhotoWriter.Encode(Sample, jpeg: true)).Concat(WebPAndGif()))
        {
            count++;
            string found = "";
            (TimeSpan time, long bytes) = ProcessorTime.Of(() => found = Read(file));
            if (!outcome.Contains(found, StringComparison.Ordinal))
                wrong.Add($"{name}: {found} instead of {outcome}");
            if (time.TotalSeconds > 1 + (2.0 * file.Length / 1e6) || bytes > (16 << 20) + (2L * file.Length))
                wrong.Add($"{name}: {time.TotalSeconds:F2} s and {bytes >> 20} MiB for {file.Length} bytes");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.InRange(count, 90, int.MaxValue);
    }

    private static IEnumerable<(string, byte[], string)> WebPAndGif()
    {
        using SKBitmap bitmap = SkiaPixels.ToBitmap(Sample);
        using SKData encoded = bitmap.Encode(SKEncodedImageFormat.Webp, 80);
        byte[] webp = encoded.ToArray();
        yield return ("WebP as it is", webp, HostilePhotos.Reads);
        foreach (int kept in (int[])[12, 20, 29, webp.Length / 2, webp.Length - 1])
            yield return ($"WebP cut to {kept} bytes", webp[..kept], HostilePhotos.Broken);
        yield return ("WebP of an unknown chunk", [.. webp[..12], .. "VP9 "u8, .. webp[16..]], HostilePhotos.Broken);
        yield return ("WebP whose length is 4 GB", [.. webp[..4], 0xFF, 0xFF, 0xFF, 0xFF, .. webp[8..]], HostilePhotos.Broken);
        yield return ("WebP whose frame has no mark", [.. webp[..23], 0, 0, 0, .. webp[26..]], HostilePhotos.Broken);
        byte[] gif = [.. "GIF89a"u8, 8, 0, 8, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255, 0x2C, 0, 0, 0, 0, 8, 0, 8, 0, 0, 2, 8, 0x84, 0x8F, 0xA9, 0xCB, 0xED, 0x0F, 0xA3, 0x9C, 0, 0x3B];
        foreach (int kept in (int[])[6, 12, 20])
            yield return ($"GIF cut to {kept} bytes", gif[..kept], HostilePhotos.Broken);
        yield return ("GIF of 65535x65535", [.. gif[..6], 255, 255, 255, 255, .. gif[10..]], HostilePhotos.Large);
        yield return ("GIF of a frame larger than its screen", [.. gif[..24], 0xFF, 0xFF, 0xFF, 0xFF, .. gif[28..]], HostilePhotos.Broken + " or " + HostilePhotos.Large);
        yield return ("GIF without a frame", [.. gif[..19], 0x3B], HostilePhotos.Broken);
        yield return ("GIF of 0x8", [.. gif[..6], 0, 0, .. gif[8..]], HostilePhotos.Broken);
    }

    private static string Read(byte[] file)
    {
        try
        {
            Photo photo = PhotoReader.Decode(file, "photo");
            return photo.Rgb.Length == photo.Width * photo.Height * 3 ? HostilePhotos.Reads : "a photo without its pixels";
        }
        catch (YoloGenException e)
        {
            Diagnostic only = Assert.Single(e.Diagnostics);
            Assert.InRange(only.Message.Length, 10, 300);
            return only.Code.Id switch { "YG0701" => HostilePhotos.Broken, "YG0702" => HostilePhotos.Large, var other => other };
        }
    }
}
