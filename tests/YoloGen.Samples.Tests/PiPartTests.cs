using FaceMaskPi;
using Xunit;
using YoloGen.Vision;

namespace YoloGen.Tests;

/// <summary>Parts of the program for the Pi: command line, raw frames.</summary>
public sealed class PiPartTests
{
    [Theory]
    [InlineData("photo.jpg --threads 0", "--threads 0")]
    [InlineData("photo.jpg --score 1.5", "--score 1.5")]
    [InlineData("photo.jpg --score NaN", "--score NaN")]
    [InlineData("photo.jpg --annotate", "--annotate")]
    [InlineData("--raw 640", "--raw 640")]
    [InlineData("--raw 640x99999", "99999")]
    [InlineData("--raw 640x480 --pixels nv12", "nv12")]
    [InlineData("--raw 640x480 photo.jpg", "neither photos")]
    [InlineData("--raw 640x480 --annotate folder", ".jpg")]
    [InlineData("photo.jpg --live", "add --raw")]
    [InlineData("--unknown", "--unknown")]
    [InlineData("", "name a photo")]
    public void A_wrong_command_line_is_explained(string line, string problem)
    {
        (Options? options, string? said) = Options.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Null(options);
        Assert.Contains(problem, said, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_option_is_in_the_help()
    {
        (Options? options, _) = Options.Parse(["--raw", "64x48", "--pixels", "yuv420", "--live", "--json", "--annotate", "a.jpg", "--score", "0.5", "--limit", "3", "--threads", "2"]);
        Assert.NotNull(options);
        Assert.Equal((64, 48, "yuv420"), (options.Raw!.Width, options.Raw.Height, options.Raw.Pixels));
        Assert.Equal((true, true, "a.jpg", 0.5f, 3, 2), (options.Live, options.Json, options.Annotate, options.Score ?? 0, options.Limit, options.Threads));
        Assert.Equal((null, null), Options.Parse(["a.jpg", "--help"]));
        string code = File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "samples", "Pi", "Options.cs"));
        foreach (string name in System.Text.RegularExpressions.Regex.Matches(code, "\"(--[a-z]+)\"").Select(m => m.Groups[1].Value))
            Assert.Contains("  " + name, Options.Help, StringComparison.Ordinal);
    }

    [Fact]
    public void Bgr_and_yuv_frames_become_rgb()
    {
        byte[] rgb = new byte[3 * 3 * 3];
        RawFormat bgr = RawFormat.Parse("3x3", "bgr24")!;
        bgr.ToRgb([.. Enumerable.Range(0, bgr.FrameBytes).Select(i => (byte)i)], rgb);
        Assert.Equal([2, 1, 0, 5, 4, 3], rgb[..6]);

        // BT.601 in full range (JFIF 1.02), in double precision.
        RawFormat yuv = RawFormat.Parse("3x3", "yuv420")!;
        Assert.Equal(9 + 4 + 4, yuv.FrameBytes);
        var random = new Random(1);
        for (int round = 0; round < 500; round++)
        {
            byte[] frame = new byte[yuv.FrameBytes];
            random.NextBytes(frame);
            yuv.ToRgb(frame, rgb);
            for (int i = 0; i < 9; i++)
            {
                int chroma = i / 3 / 2 * 2 + i % 3 / 2;
                double y = frame[i], cb = frame[9 + chroma] - 128, cr = frame[13 + chroma] - 128;
                double[] expected = [y + 1.402 * cr, y - 0.344136 * cb - 0.714136 * cr, y + 1.772 * cb];
                for (int c = 0; c < 3; c++)
                    Assert.InRange(rgb[3 * i + c], Math.Clamp(expected[c], 0, 255) - 0.51, Math.Clamp(expected[c], 0, 255) + 0.51);
            }
        }
    }

    [Fact]
    public void Frames_come_in_order_and_the_rest_is_counted()
    {
        var reader = new FrameReader(new MemoryStream([1, 1, 2, 2, 3]), 2, live: false);
        Assert.Equal([1, 1], reader.Next()!);
        Assert.Equal([2, 2], reader.Next()!);
        Assert.Equal((2, 0), (reader.Number, reader.Next() is null ? 0 : 1));
        Assert.Equal(1, reader.LeftOver);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_stream_that_breaks_within_a_frame_leaves_a_rest(bool live)
    {
        var reader = new FrameReader(new BrokenStream([1, 1, 2, 2, 3]), 4, live);
        Assert.Equal([1, 1, 2, 2], reader.Next()!);
        Assert.Null(reader.Next());
        Assert.Equal(1, reader.LeftOver);
    }

    /// <summary>A pipe whose other end fails.</summary>
    private sealed class BrokenStream(byte[] content) : MemoryStream(content)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer) is > 0 and int read ? read : throw new IOException("broken");
    }

    [Fact]
    public void A_live_reader_gives_the_newest_frame_and_ends()
    {
        byte[] stream = [.. Enumerable.Range(0, 2000).Select(i => (byte)(i / 20))];
        var reader = new FrameReader(new MemoryStream(stream), 20, live: true);
        long last = 0;
        while (reader.Next() is { } frame)
        {
            Assert.True(reader.Number > last);
            last = reader.Number;
            Assert.All(frame, b => Assert.Equal(last - 1, b));
        }

        Assert.Equal(100, last);
    }
}
