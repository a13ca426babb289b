using Xunit;
using YoloGen.Generated;

namespace YoloGen.Vision.Tests.Heads;

/// <summary>Each head against its formula written out in double precision, on random outputs.</summary>
public sealed class HeadFormulaTests
{
    private readonly record struct Box(double CenterX, double CenterY, double Width, double Height, double Score, int ClassId);

    [Theory]
    [InlineData(true, 1f)]
    [InlineData(false, 1.05f)]
    public void Yolo_anchors(bool objectnessFirst, float scaleXY)
    {
        int w = 5, h = 4, classes = 3;
        float[] anchors = [10, 14, 23, 27];
        float[] map = Values(2 * (5 + classes) * w * h, 2.5);
        var buffer = new CandidateBuffer(new Candidate[500], 0.2f);
        YoloAnchorsHead.Decode(map, new(w, h, classes, 16, 32, objectnessFirst, scaleXY), anchors, ref buffer);
        var expected = new List<Box>();
        for (int a = 0; a < 2; a++)
        {
            for (int y = 0; y < h; y++)
            {
                for (int x = 0; x < w; x++)
                {
                    double F(int field) => map[((a * (5 + classes) + field) * h + y) * w + x];
                    int box = objectnessFirst ? 1 : 0;
                    double objectness = Sigmoid(F(objectnessFirst ? 0 : 4));
                    int best = Enumerable.Range(0, classes).MaxBy(c => F(5 + c));
                    expected.Add(new(
                        ((Sigmoid(F(box)) - 0.5) * scaleXY + 0.5 + x) * 16, ((Sigmoid(F(box + 1)) - 0.5) * scaleXY + 0.5 + y) * 32,
                        Math.Exp(F(box + 2)) * anchors[a * 2], Math.Exp(F(box + 3)) * anchors[a * 2 + 1], objectness * Sigmoid(F(5 + best)), best));
                }
            }
        }
        Check(expected, buffer, 0.2);
    }

    [Theory]
    [InlineData(true, 0, false)]
    [InlineData(false, 0, false)]
    [InlineData(true, 10, true)]
    public void Yolov5_raw(bool channelsLast, int firstRow, bool activated)
    {
        int w = 4, h = 3, classes = 2;
        float[] anchors = [10, 13, 30, 33, 62, 45];
        float[] map = [.. new float[firstRow * 7], .. Values(3 * 7 * w * h, activated ? 0.7 : 2).Select(v => activated ? Math.Abs(v) : v)];
        var buffer = new CandidateBuffer(new Candidate[500], 0.25f);
        Yolov5RawHead.Decode(map, new(w, h, classes, 8, 8, channelsLast, firstRow, activated), anchors, ref buffer);
        double S(double x) => activated ? x : Sigmoid(x);
        var expected = new List<Box>();
        for (int a = 0; a < 3; a++)
        {
            for (int y = 0; y < h; y++)
            {
                for (int x = 0; x < w; x++)
                {
                    double F(int field) => channelsLast ? map[firstRow * 7 + ((a * h + y) * w + x) * 7 + field] : map[((a * 7 + field) * h + y) * w + x];
                    int best = F(6) > F(5) ? 1 : 0;
                    expected.Add(new((x - 0.5 + 2 * S(F(0))) * 8, (y - 0.5 + 2 * S(F(1))) * 8, Math.Pow(2 * S(F(2)), 2) * anchors[2 * a], Math.Pow(2 * S(F(3)), 2) * anchors[2 * a + 1], S(F(4)) * S(F(5 + best)), best));
                }
            }
        }
        Check(expected, buffer, 0.25);
    }

    [Fact]
    public void Yolov5_decoded()
    {
        float[] rows = [.. Values(60 * 8, 1).Select(Math.Abs)];
        var buffer = new CandidateBuffer(new Candidate[100], 0.3f);
        Yolov5Head.Decode(rows, new(60, 3), ref buffer);
        Check(rows.Chunk(8).Select(r => new Box(r[0], r[1], r[2], r[3], (double)r[4] * r[5..].Max(), Array.IndexOf(r[5..], r[5..].Max()))), buffer, 0.3);
    }

    [Fact]
    public void Yolov8()
    {
        float[] output = [.. Values(7 * 50, 1).Select(Math.Abs)];
        var buffer = new CandidateBuffer(new Candidate[100], 0.5f);
        Yolov8Head.Decode(output, new(50, 3), ref buffer);
        Check(Enumerable.Range(0, 50).Select(i =>
        {
            double[] scores = [output[200 + i], output[250 + i], output[300 + i]];
            return new Box(output[i], output[50 + i], output[100 + i], output[150 + i], scores.Max(), Array.IndexOf(scores, scores.Max()));
        }), buffer, 0.5);
    }

    [Fact]
    public void Yolox()
    {
        float[] rows = [.. Values(100 * 7, 1).Select((v, i) => i % 7 >= 4 ? Math.Abs(v) : v)];
        var buffer = new CandidateBuffer(new Candidate[200], 0.1f);
        YoloxHead.Decode(rows, new(10, 6, 5, 2, 16), ref buffer);
        Check(Enumerable.Range(0, 30).Select(i =>
        {
            float[] r = rows[((10 + i) * 7)..((11 + i) * 7)];
            int best = r[6] > r[5] ? 1 : 0;
            return new Box((i % 6 + (double)r[0]) * 16, (i / 6 + (double)r[1]) * 16, Math.Exp(r[2]) * 16, Math.Exp(r[3]) * 16, (double)r[4] * r[5 + best], best);
        }), buffer, 0.1);
    }

    [Theory]
    [InlineData(true, false, false, false)]
    [InlineData(false, true, false, false)]
    [InlineData(false, true, true, false)]
    [InlineData(false, false, true, true)]
    public void Boxes_and_scores(bool background, bool yFirst, bool planes, bool centered)
    {
        float[] boxes = Values(40 * 4, 1);
        float[] scores = [.. Values(40 * 3, 1).Select(Math.Abs)];
        var buffer = new CandidateBuffer(new Candidate[100], 0.4f);
        BoxesScoresHead.Decode(boxes, scores, new(40, 3, background, yFirst, 320, 240, planes, centered), ref buffer);
        Check(Enumerable.Range(0, 40).Select(i =>
        {
            double[] b = [.. boxes[(i * 4)..(i * 4 + 4)].Select(v => (double)v)];
            if (yFirst)
                b = [b[1], b[0], b[3], b[2]];
            float[] s = [.. Enumerable.Range(background ? 1 : 0, background ? 2 : 3).Select(c => planes ? scores[c * 40 + i] : scores[i * 3 + c])];
            int best = Array.IndexOf(s, s.Max());
            return centered
                ? new Box(b[0] * 320, b[1] * 240, b[2] * 320, b[3] * 240, s.Max(), best)
                : new Box((b[0] + b[2]) / 2 * 320, (b[1] + b[3]) / 2 * 240, (b[2] - b[0]) * 320, (b[3] - b[1]) * 240, s.Max(), best);
        }), buffer, 0.4);
    }

    [Fact]
    public void Fastest_det()
    {
        int w = 6, h = 5;
        float[] map = [.. Values(8 * w * h, 1).Select((v, i) => i / (w * h) is 0 or >= 5 ? Math.Abs(v) : v)];
        var buffer = new CandidateBuffer(new Candidate[100], 0.3f);
        FastestDetHead.Decode(map, new(w, h, 3, 96, 80), ref buffer);
        Check(Enumerable.Range(0, w * h).Select(i =>
        {
            double F(int field) => map[field * w * h + i];
            int best = Enumerable.Range(0, 3).MaxBy(c => F(5 + c));
            return new Box((i % w + Math.Tanh(F(1))) / w * 96, (i / w + Math.Tanh(F(2))) / h * 80, Sigmoid(F(3)) * 96, Sigmoid(F(4)) * 80, Math.Pow(F(0), 0.6) * Math.Pow(F(5 + best), 0.4), best);
        }), buffer, 0.3);
    }

    private static void Check(IEnumerable<Box> all, CandidateBuffer found, double threshold)
    {
        Box[] expected = [.. all.Where(b => b.Score > threshold)];
        Candidate[] actual = found.Items.ToArray();
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Box e = expected[i];
            Candidate a = actual[i];
            Assert.Equal(e.ClassId, a.ClassId);
            Assert.Equal(e.Score, a.Score, 1e-5);
            Assert.Equal(e.CenterX, a.X + a.Width / 2, 1e-3);
            Assert.Equal(e.CenterY, a.Y + a.Height / 2, 1e-3);
            Assert.Equal(e.Width, a.Width, 1e-3);
            Assert.Equal(e.Height, a.Height, 1e-3);
        }
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static float[] Values(int count, double spread)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 2 - 1) * spread))];
    }
}
