using System.Buffers.Binary;
using System.IO.Compression;
using FolderWatcher;
using Photos;
using Xunit;

namespace YoloGen.Tests;

/// <summary>Photos and places that would make the samples wait, swell, or write where they must not.</summary>
public sealed class HostilePhotoTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("yologen-").FullName;

    [Theory]
    [InlineData(uint.MaxValue)]
    [InlineData(0x7FFFFFFFu)]
    [InlineData(200u)]
    public void A_bitmap_whose_pixels_lie_outside_the_file_is_refused(uint offset)
    {
        byte[] file = new byte[100];
        "BM"u8.CopyTo(file);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(10), offset);
        (file[14], file[18], file[22], file[26], file[28]) = (40, 2, 2, 1, 24);
        Assert.Throws<InvalidDataException>(() => PhotoDecoder.Decode(file));
    }

    /// <summary>Half a megabyte that inflates to half a gigabyte, for a picture of 8x8 pixels.</summary>
    [Fact]
    public void Pixels_that_inflate_without_end_are_refused_before_they_do()
    {
        using var data = new MemoryStream();
        using (var deflate = new ZLibStream(data, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 512; i++)
                deflate.Write(zeros);
        }

        byte[] file = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, .. Chunk("IHDR"u8, [0, 0, 0, 8, 0, 0, 0, 8, 8, 2, 0, 0, 0]), .. Chunk("IDAT"u8, data.ToArray()), .. Chunk("IEND"u8, [])];
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => PhotoDecoder.Decode(file));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
    }

    [Fact]
    public void Each_hostile_photo_is_refused_in_little_time_and_memory()
    {
        byte[] jpeg = Vision.PhotoWriter.Encode(Vision.SceneComposer.Draw(7, 3, new Vision.SynthOptions { Width = 96, Height = 64 }).Photo, jpeg: true);
        var wrong = new List<string>();
        foreach ((string name, byte[] file, string outcome) in HostilePhotos.All(jpeg))
        {
            string found = "";
            (TimeSpan time, long bytes) = ProcessorTime.Of(() => found = Read(file));
            if (!outcome.Contains(found, StringComparison.Ordinal) && !(outcome == HostilePhotos.Large && found == HostilePhotos.Broken))
                wrong.Add($"{name}: {found} instead of {outcome}");
            if (time.TotalSeconds > 1 + (2.0 * file.Length / 1e6) || bytes > (16 << 20) + (4L * file.Length))
                wrong.Add($"{name}: {time.TotalSeconds:F2} s and {bytes >> 20} MiB for {file.Length} bytes");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static string Read(byte[] file)
    {
        try
        {
            return PhotoDecoder.Decode(file).Rgb.Length > 0 ? HostilePhotos.Reads : "nothing";
        }
        catch (InvalidDataException)
        {
            return HostilePhotos.Broken; // or too large: here it is one exception
        }
    }

    [Fact]
    public void Pipes_named_as_photos_and_results_are_not_opened()
    {
        string photo = SpecialFiles.Pipe(Path.Combine(_folder, "a.jpg"));
        Assert.Throws<InvalidDataException>(() => PhotoDecoder.Read(photo));
        string result = SpecialFiles.Pipe(Path.Combine(_folder, "b.jpg.json"));
        Assert.Null(PhotoResult.Read(result));
        Assert.Throws<IOException>(() => new PhotoResult("b.jpg", 1, default, 1, 1, [], null).Write(result));
        Assert.Equal(["a.jpg", "b.jpg.json"], Directory.GetFileSystemEntries(_folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Output_replaces_neither_links_nor_folders_and_leaves_nothing_behind()
    {
        string target = Path.Combine(_folder, "target");
        File.WriteAllText(target, "kept");
        string link = Path.Combine(_folder, "link.jpg");
        File.CreateSymbolicLink(link, target);
        string folder = Directory.CreateDirectory(Path.Combine(_folder, "folder.jpg")).FullName;
        foreach (string path in (string[])[link, folder])
            Assert.Throws<IOException>(() => OutputFile.Write(path, file => file.WriteByte(1)));
        // As a full disk would.
        Assert.Throws<IOException>(() => OutputFile.Write(Path.Combine(_folder, "full.jpg"), _ => throw new IOException("full")));
        Assert.Equal("kept", File.ReadAllText(target));
        Assert.Equal(["folder.jpg", "link.jpg", "target"], Directory.GetFileSystemEntries(_folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Without its checksum, which the samples' decoder does not read.</summary>
    private static byte[] Chunk(ReadOnlySpan<byte> name, byte[] content)
    {
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        return [.. length, .. name, .. content, 0, 0, 0, 0];
    }
}
