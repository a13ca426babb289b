using YoloGen.Compiler.Graph;

namespace YoloGen.Compiler.Tests.Heads;

/// <summary>Detectors with a grid for each stride as their exporters write them: faces, and heads that leave distances, priors or heat to the decoder.</summary>
internal static class FaceExports
{
    /// <summary>UltraFace without decoding: offsets and a softmax, 3, 2, 2 and 3 priors a cell.</summary>
    public static HeadModel UltraFace()
    {
        var m = new HeadModel(128, 64, seed: 21);
        int[] strides = [8, 16, 32, 64], perCell = [3, 2, 2, 3];
        Tensor Joined(int columns, float spread) => m.Concat(1, [.. strides.Select((s, i) => m.Rows(m.Layer(s, columns * perCell[i], spread), perCell[i]))]);
        return m.Output(m.Softmax(Joined(3, 16), 2), "scores").Output(Joined(4, 8), "boxes");
    }

    /// <summary>UltraFace with its decoding: corners as shares of the input.</summary>
    public static HeadModel UltraFaceDecoded(bool yFirst)
    {
        var m = new HeadModel(128, 64, seed: 20);
        int[] strides = [8, 16, 32, 64];
        float[][] sizes = [[10, 16, 24], [32, 48], [64, 96], [128, 192, 256]];
        Tensor Joined(int columns, float spread) => m.Concat(1, [.. strides.Select((s, i) => m.Rows(m.Layer(s, columns * sizes[i].Length, spread), sizes[i].Length))]);
        float[] centers = [], extents = [];
        for (int i = 0; i < strides.Length; i++)
        {
            float[] cells = m.Cells([strides[i]], 0.5f, pixels: true, repeat: sizes[i].Length);
            centers = [.. centers, .. cells.Select((v, k) => v / (k % 2 == 0 ? 128f : 64f))];
            extents = [.. extents, .. cells.Select((_, k) => sizes[i][k / 2 % sizes[i].Length] / (k % 2 == 0 ? 128f : 64f))];
        }

        Tensor t = Joined(4, 8);
        int n = t.Shape[1];
        Tensor center = m.Add(m.Mul(m.Mul(m.Slice(t, 2, 0, 2), 0.1f), extents, 1, n, 2), centers, 1, n, 2);
        Tensor half = m.Mul(m.Mul(m.Exp(m.Mul(m.Slice(t, 2, 2, 2), 0.2f)), extents, 1, n, 2), 0.5f);
        Tensor boxes = m.Concat(2, m.Sub(center, half), m.Add(center, half));
        if (yFirst)
        {
            boxes = m.Concat(2, [.. new[] { 1, 0, 3, 2 }.Select(c => m.Slice(boxes, 2, c, 1))]);
        }

        return m.Output(m.Softmax(Joined(3, 16), 2), "scores").Output(boxes, "boxes");
    }

    public static HeadModel RetinaFace()
    {
        var m = new HeadModel(64, 96, seed: 22);
        Tensor Joined(int columns, float spread) => m.Concat(1, [.. new[] { 8, 16, 32 }.Select(s => m.Rows(m.Layer(s, columns * 2, spread / 100), 2))]);
        return m.Output(Joined(4, 8), "loc").Output(m.Softmax(Joined(2, 16), 2), "conf").Output(Joined(10, 8), "landms");
    }

    public static HeadModel Scrfd()
    {
        var m = new HeadModel(96, 64, seed: 23);
        foreach ((string name, int columns) in new[] { ("score", 1), ("bbox", 4), ("kps", 10) })
        {
            foreach (int s in new[] { 8, 16, 32 })
            {
                Tensor rows = m.Rows(m.Layer(s, columns * 2, 8), 2);
                Tensor flat = m.Reshape(name == "score" ? m.Sigmoid(rows) : rows, rows.Shape[1], columns);
                m.Output(flat, $"{name}_{s}");
            }
        }

        return m;
    }

    public static HeadModel Yunet()
    {
        var m = new HeadModel(64, 64, seed: 24);
        foreach ((string name, int columns) in new[] { ("cls", 1), ("obj", 1), ("bbox", 4), ("kps", 10) })
        {
            foreach (int s in new[] { 8, 16, 32 })
            {
                Tensor rows = m.Rows(m.Layer(s, columns, 24f / 255));
                m.Output(columns == 1 ? m.Sigmoid(rows) : rows, $"{name}_{s}");
            }
        }

        return m;
    }

    /// <summary>BlazeFace and palm: two boxes a cell of the fine stride, six of the coarse one, all values in pixels of the input.</summary>
    public static HeadModel BlazeFace(int side = 64, int fine = 8, int points = 6)
    {
        var m = new HeadModel(side, side, seed: 25);
        Tensor Joined(int columns, float spread) => m.Concat(1, m.Rows(m.Layer(fine, 2 * columns, spread), 2), m.Rows(m.Layer(2 * fine, 6 * columns, spread), 6));
        return m.Output(Joined(4 + (2 * points), 80), "regressors").Output(Joined(1, 16), "classificators");
    }

    /// <summary>BlazeFace full range: one box a cell of stride 4.</summary>
    public static HeadModel BlazeFaceFullRange()
    {
        var m = new HeadModel(48, 48, seed: 26);
        return m.Output(m.Rows(m.Layer(4, 16, 60)), "regressors").Output(m.Rows(m.Layer(4, 1, 12)), "classificators");
    }

    /// <summary>SSD without decoding: as many offsets and scores as it has priors, of a fully connected layer, which has no grid of its own.</summary>
    public static HeadModel Ssd(int side, int rows, int columns)
    {
        var m = new HeadModel(side, side, seed: 27);
        Tensor features = m.Reshape(m.Layer(side / 3, 2, 15f), 1, 18);
        return m.Output(m.Mul(m.Reshape(m.Connected(features, rows * columns), 1, rows, columns), 1f), "scores").Output(m.Reshape(m.Connected(features, rows * 4), 1, rows, 4), "boxes");
    }

    public static HeadModel NanoDet(int classes, params int[] strides)
    {
        var m = new HeadModel(64, 128, seed: 26);
        return m.Output(m.Concat(1, [.. strides.Select(s =>
        {
            Tensor rows = m.Rows(m.Layer(s, classes + 32, 0.3f));
            return m.Concat(2, m.Sigmoid(m.Slice(rows, 2, 0, classes)), m.Slice(rows, 2, classes, 32));
        })]));
    }

    public static HeadModel PicoDet(int classes)
    {
        var m = new HeadModel(128, 64, seed: 27);
        int[] strides = [8, 16, 32, 64];
        foreach (int s in strides)
        {
            m.Output(m.Sigmoid(m.Rows(m.Layer(s, classes, 4))), $"cls_{s}");
        }

        foreach (int s in strides)
        {
            m.Output(m.Rows(m.Layer(s, 32, 8)), $"reg_{s}");
        }

        return m;
    }

    public static HeadModel RtmDet(int classes, bool pixels)
    {
        var m = new HeadModel(64, 64, seed: 28);
        foreach (int s in new[] { 8, 16, 32 })
        {
            Tensor t = m.Layer(s, 4, 0.3f);
            m.Output(m.Sigmoid(m.Layer(s, classes, 0.3f)), $"cls_{s}").Output(pixels ? m.Mul(m.Exp(t), s) : t, $"bbox_{s}");
        }

        return m;
    }

    public static HeadModel CenterNet(int classes, bool sigmoid)
    {
        var m = new HeadModel(64, 64, seed: 29);
        Tensor heat = m.Layer(4, classes, 0.1f);
        return m.Output(sigmoid ? m.Sigmoid(heat) : heat, "hm").Output(m.Add(m.Layer(4, 2, 0.05f), [3f]), "wh").Output(m.Layer(4, 2, 0.05f), "reg");
    }

    public static HeadModel YoloFastest(int classes)
    {
        var m = new HeadModel(96, 64, seed: 30);
        foreach (int s in new[] { 16, 32 })
        {
            m.Output(m.Transpose(m.Concat(1, m.Sigmoid(m.Layer(s, 12)), m.Sigmoid(m.Layer(s, 3, 16)), m.Softmax(m.Layer(s, classes, 16), 1)), 0, 2, 3, 1), $"out{s}");
        }

        return m;
    }
}
