using System.Text;
using System.Text.Json;
using Xunit;
using YoloGen.Diagnostics;
using YoloGen.Tool.Tiling;
using YoloGen.Tool.Video;
using YoloGen.Vision;

namespace YoloGen.Tests;

/// <summary>Films without ffmpeg, and photos in crops.</summary>
public sealed class FilmTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("yologen-").FullName;

    /// <summary>Grey is its own luma; the eight corners of the colour cube come back within two steps.</summary>
    [Theory]
    [InlineData("C444", 4, 2, 8)]
    [InlineData("C422", 4, 2, 4)]
    [InlineData("C420jpeg", 5, 3, 6)]
    [InlineData("", 4, 2, 2)]
    [InlineData("Cmono", 4, 2, 0)]
    public void Y4m_of_each_kind(string chroma, int width, int height, int samples)
    {
        using var film = new Y4mReader(new MemoryStream([
            .. Encoding.ASCII.GetBytes($"YUV4MPEG2 W{width} H{height} F30000:1001 Ip A1:1 {chroma}\nFRAME\n"), .. Enumerable.Repeat((byte)235, width * height), .. Enumerable.Repeat((byte)128, 2 * samples),
            .. "FRAME Ip\n"u8, .. Enumerable.Repeat((byte)16, width * height), .. Enumerable.Repeat((byte)128, 2 * samples)]), "film");
        Assert.Equal((30000, 1001), film.Rate);
        Assert.All(film.Read()!.Rgb, v => Assert.Equal(255, v));
        Assert.All(film.Read()!.Rgb, v => Assert.Equal(0, v));
        Assert.Null(film.Read());
    }

    [Fact]
    public void Colours_come_back()
    {
        Photo photo = Cube();
        var stream = new MemoryStream();
        var writer = new Y4mWriter(stream, (25, 1));
        writer.Write(photo);
        using var film = new Y4mReader(new MemoryStream(stream.ToArray()), "film");
        Assert.All(photo.Rgb.Zip(film.Read()!.Rgb), p => Assert.InRange(Math.Abs(p.First - p.Second), 0, 3));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("RIFF....AVI \n", "begin with YUV4MPEG2")]
    [InlineData("YUV4MPEG2 W4\n", "no width or height")]
    [InlineData("YUV4MPEG2 W4 H-1\n", "is not from 1 to")]
    [InlineData("YUV4MPEG2 W4 H99999999999\n", "is not from 1 to")]
    [InlineData("YUV4MPEG2 W4 H4 C420p10\n", "420p10")]
    [InlineData("YUV4MPEG2 W4 H4\nFRAME\nxxx", "ends inside frame 0")]
    [InlineData("YUV4MPEG2 W4 H4\nFRAMEX", "ends inside a line")]
    [InlineData("YUV4MPEG2 W4 H4\nnext\n", "does not begin with FRAME")]
    public void Damaged_films_are_refused(string text, string expected)
    {
        YoloGenException exception = Assert.Throws<YoloGenException>(() =>
        {
            using var film = new Y4mReader(new MemoryStream(Encoding.ASCII.GetBytes(text)), "film");
            film.Read();
        });
        Assert.Equal("YG0705", exception.Diagnostics[0].Code.Id);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    /// <summary>A marker of the end inside a segment is not the photo's end.</summary>
    [Fact]
    public void Mjpeg_is_photo_after_photo()
    {
        byte[] jpeg = PhotoWriter.Encode(Cube(), jpeg: true);
        byte[] first = [.. jpeg[..2], 0xFF, 0xE7, 0, 6, 0xFF, 0xD9, 0xFF, 0xD8, .. jpeg[2..]];
        using (var film = new MjpegReader(new MemoryStream([.. first, 0, .. jpeg]), "film"))
        {
            Assert.Equal(PhotoReader.Decode(jpeg).Rgb, film.Read()!.Rgb);
            Assert.Equal(PhotoReader.Decode(jpeg).Rgb, film.Read()!.Rgb);
            Assert.Null(film.Read());
        }

        using var cut = new MjpegReader(new MemoryStream(jpeg[..^2]), "film");
        Assert.Equal("YG0705", Assert.Throws<YoloGenException>(cut.Read).Diagnostics[0].Code.Id);
        using var other = new MjpegReader(new MemoryStream([1, 2, 3]), "film");
        Assert.Equal("YG0705", Assert.Throws<YoloGenException>(other.Read).Diagnostics[0].Code.Id);
    }

    [Theory]
    [InlineData("film.y4m")]
    [InlineData("film.mjpeg")]
    public void A_film_in_an_annotated_film_and_lines_out(string name)
    {
        string source = Path.Combine(_folder, name), output = Directory.CreateDirectory(Path.Combine(_folder, "out")).FullName;
        using (IFrameWriter writer = Film.Create(source, (10, 1)))
        {
            for (int i = 0; i < 3; i++)
            {
                writer.Write(new Photo(64, 48));
            }

            writer.Complete();
        }

        int frame = 0;
        FilmDetection.Run(_ => [new DetectedBox(10 * frame++, 10, 20, 20, 0.5f, 0)], classified: false, ["cat"], source, output, most: 2);
        JsonElement[] lines = [.. File.ReadAllLines(Path.Combine(output, FilmDetection.Lines)).Select(l => JsonDocument.Parse(l).RootElement)];
        Assert.Equal([0, 1], lines.Select(l => l.GetProperty("frame").GetInt32()));
        Assert.Equal(name == "film.y4m" ? 0.1 : 0.04, lines[1].GetProperty("seconds").GetDouble());
        Assert.Equal(10, lines[1].GetProperty("detections")[0].GetProperty("x").GetInt32());
        using IFrameReader film = Film.Open(Path.Combine(output, name));
        Photo drawn = film.Read()!;
        Assert.True(drawn.Rgb[((20 * 64) + 0) * 3 + 1] > 100);
        Assert.True(drawn.Rgb[((40 * 64) + 50) * 3 + 1] < 20);
        Assert.NotNull(film.Read());
        Assert.Null(film.Read());
        Assert.Empty(Directory.GetFiles(output, "*.partial"));
    }

    [Fact]
    public void A_film_that_is_not_finished_is_not_there()
    {
        using (IFrameWriter writer = Film.Create(Path.Combine(_folder, "a.y4m"), (10, 1)))
        {
            writer.Write(new Photo(8, 8));
        }

        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData(100, 100, "0")]
    [InlineData(180, 100, "0 80")]
    [InlineData(181, 100, "0 40 81")]
    [InlineData(1000, 400, "0 300 600")]
    public void Crops_cover_the_photo_and_overlap(int length, int side, string expected) => Assert.Equal(expected, string.Join(' ', Tiles.Starts(length, side, 0.2f)));

    /// <summary>White squares on black: one in the middle of a crop, one on the border of two.</summary>
    [Fact]
    public void What_two_crops_find_is_one()
    {
        var photo = new Photo(180, 100);
        Fill(photo, 10, 10, 20);
        Fill(photo, 82, 40, 20);
        int looks = 0;
        DetectedBox[] found = Tiles.Find(photo, 100, 0.2f, 0.5f, p =>
        {
            // Of the whole photo nothing is seen: the objects are too small.
            looks++;
            return p.Width == 180 ? [] : White(p);
        });
        Assert.Equal(3, looks);
        Assert.Equal([(10f, 10f, 20f, 20f), (82f, 40f, 20f, 20f)], found.OrderBy(f => f.X).Select(f => (f.X, f.Y, f.Width, f.Height)));
        DetectedBox moved = found.Single(f => f.X == 82);
        Assert.Equal(new DetectedPoint(82, 40, 1), moved.Keypoints![0]);
        Assert.Equal((92f, 50f), (moved.Oriented!.Value.CenterX, moved.Oriented.Value.CenterY));
        Assert.True(moved.Mask!.Contains(90, 50));
        Assert.False(moved.Mask.Contains(60, 50));
        Assert.False(moved.Mask.Contains(10, 10));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>The white squares as connected columns: enough for squares side by side.</summary>
    private static DetectedBox[] White(Photo p)
    {
        var boxes = new List<DetectedBox>();
        bool[] columns = [.. Enumerable.Range(0, p.Width).Select(x => Enumerable.Range(0, p.Height).Any(y => p.Rgb[((y * p.Width) + x) * 3] > 0))];
        for (int x = 0; x < p.Width; x++)
        {
            if (columns[x] && (x == 0 || !columns[x - 1]))
            {
                int right = Array.FindIndex(columns, x, c => !c) is >= 0 and var end ? end : p.Width;
                int top = Enumerable.Range(0, p.Height).First(y => p.Rgb[((y * p.Width) + x) * 3] > 0);
                var grid = new MaskGrid(p.Width, p.Height, [.. Enumerable.Range(0, p.Width)], [.. Enumerable.Range(0, p.Height)]);
                byte[] mask = [.. Enumerable.Range(0, p.Width * p.Height).Select(i => p.Rgb[3 * i])];
                boxes.Add(new DetectedBox(x, top, right - x, 20, (right - x) / 20f, 0) { Keypoints = [new(x, top, 1)], Oriented = new OrientedBox(x + 10, top + 10, 20, 20, 0), Mask = new DetectedMask(mask, grid) });
            }
        }

        return [.. boxes];
    }

    private static void Fill(Photo photo, int left, int top, int side)
    {
        for (int y = top; y < top + side; y++)
        {
            photo.Rgb.AsSpan(((y * photo.Width) + left) * 3, side * 3).Fill(255);
        }
    }

    private static Photo Cube()
    {
        var photo = new Photo(8, 8);
        for (int i = 0; i < 64; i++)
        {
            for (int c = 0; c < 3; c++)
            {
                photo.Rgb[(3 * i) + c] = (byte)((i >> c & 1) * 255);
            }
        }

        return photo;
    }
}
