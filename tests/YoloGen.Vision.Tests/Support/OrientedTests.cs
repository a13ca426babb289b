using Xunit;
using YoloGen.Generated;

namespace YoloGen.Vision.Tests.Support;

/// <summary>Angles without the platform's functions, and boxes with an angle on their way to the photo.</summary>
public sealed class OrientedTests
{
    [Fact]
    public void Sine_and_cosine_are_exact_to_the_last_bits()
    {
        var random = new Random(3);
        foreach (double x in Enumerable.Range(-40, 81).Select(i => i * Math.PI / 8).Concat(Enumerable.Range(0, 20_000).Select(_ => (random.NextDouble() - 0.5) * 40)))
        {
            (double sin, double cos) = AngleMath.SinCos(x);
            Assert.Equal(Math.Sin(x), sin, 4e-16 * Math.Max(1, Math.Abs(x)));
            Assert.Equal(Math.Cos(x), cos, 4e-16 * Math.Max(1, Math.Abs(x)));
        }
    }

    [Fact]
    public void The_angle_of_a_line_is_from_0_to_pi()
    {
        var random = new Random(5);
        Assert.Equal(0, AngleMath.LineAngle(0, 0));
        Assert.Equal(0, AngleMath.LineAngle(0, -3));
        Assert.Equal(Math.PI / 2, AngleMath.LineAngle(-2, 0));
        for (int i = 0; i < 20_000; i++)
        {
            double x = random.NextDouble() - 0.5, y = random.NextDouble() - 0.5, expected = Math.Atan2(y, x);
            Assert.Equal(expected < 0 ? expected + Math.PI : expected, AngleMath.LineAngle(y, x), 1e-15);
        }
    }

    /// <summary>Two squares, one turned by 45 degrees: both have the covariance of a circle, so that only the distance of their middles counts.</summary>
    [Fact]
    public void Squares_overlap_by_the_distance_of_their_middles()
    {
        var a = new Candidate { X = 0, Y = 0, Width = 12, Height = 12, Angle = 0 };
        var b = new Candidate { X = 6, Y = 0, Width = 12, Height = 12, Angle = MathF.PI / 4 };
        // Variance 12 in each direction: d = 6^2 / (8 * 12).
        Assert.Equal(1 - Math.Sqrt(1 - Math.Exp(-36.0 / 96)), OrientedNms.ProbabilisticIou(a, b), 1e-6);
        Assert.InRange(OrientedNms.ProbabilisticIou(a, a), 0.999, 1);
    }

    /// <summary>As fast NMS does: the middle one is dropped for the first, and still drops the last.</summary>
    [Fact]
    public void A_dropped_box_drops_others()
    {
        Candidate[] row = [.. Enumerable.Range(0, 3).Select(i => new Candidate { X = 5 * i, Y = 0, Width = 12, Height = 12, Score = 1 - (0.1f * i), Order = i })];
        double near = OrientedNms.ProbabilisticIou(row[0], row[1]), far = OrientedNms.ProbabilisticIou(row[0], row[2]);
        Assert.True(far < 0.4 && near > 0.4, $"{far} {near}");
        Assert.Equal(1, OrientedNms.Run([.. row], 0.4f, 10));
        Assert.Equal(2, OrientedNms.Run([.. row.Select((c, i) => c with { ClassId = i % 2 })], 0.2f > far ? 0.4f : 0.2f, 2));
    }

    /// <summary>Stretched to twice the width, a box along x or y stays a box; one between keeps its direction and area.</summary>
    [Theory]
    [InlineData(0, 20, 10, 0)]
    [InlineData(90, 20, 10, 0)]
    [InlineData(45, 0, 0, 26.565051177)]
    [InlineData(135, 0, 0, 63.434948823)]
    public void A_stretched_photo(double degrees, double width, double height, double expected)
    {
        LetterboxMap map = LetterboxMap.ForStretch(200, 100, 100, 100);
        var c = new Candidate { X = 45, Y = 45, Width = 10, Height = 10, Angle = (float)(degrees * Math.PI / 180) };
        OrientedBoxes.ToPhoto(map, ref c);
        Assert.Equal(expected, c.Angle * 180 / Math.PI, 1e-4);
        Assert.Equal(200, c.Width * c.Height, 1e-3);
        Assert.Equal(100, c.X + (c.Width / 2.0), 1e-4);
        Assert.Equal(50, c.Y + (c.Height / 2.0), 1e-4);
        if (width > 0)
        {
            Assert.Equal((width, height), (Math.Round(c.Width, 4), Math.Round(c.Height, 4)));
        }
    }
}
