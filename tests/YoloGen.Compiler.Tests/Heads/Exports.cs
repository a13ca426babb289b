using YoloGen.Compiler.Graph;

namespace YoloGen.Compiler.Tests.Heads;

/// <summary>Detectors of the families as their exporters write them, small and with random weights.</summary>
internal static class Exports
{
    private static readonly int[] Strides = [8, 16, 32];

    /// <summary>YOLOv8 with what follows the scores: distances of 16 bins, a softmax over them and their mean, boxes in pixels.</summary>
    public static HeadModel Yolov8(int classes, int extra = 0, Func<HeadModel, Tensor, Tensor>? tail = null)
    {
        var m = new HeadModel(64, 96, seed: 8);
        Tensor[] layers = [.. Strides.Select(s => m.Layer(s, 64 + classes + extra))];
        Tensor joined = m.Concat(2, [.. layers.Select(l => m.Reshape(l, 1, l.Shape[1], l.Shape[2] * l.Shape[3]))]);
        int n = joined.Shape[2];
        Tensor shares = m.Softmax(m.Transpose(m.Reshape(m.Slice(joined, 1, 0, 64), 1, 4, 16, n), 0, 3, 1, 2), 3);
        Tensor distances = m.Transpose(m.Reshape(m.Product(shares, [.. Enumerable.Range(0, 16).Select(i => (float)i)], 1), 1, n, 4), 0, 2, 1);
        float[] cells = m.Cells(Strides, 0.5f);
        Tensor anchors = m.Constant([.. Enumerable.Range(0, 2 * n).Select(i => cells[(i % n * 2) + (i / n)])], 1, 2, n);
        Tensor low = m.Sub(anchors, m.Slice(distances, 1, 0, 2)), high = m.Add(anchors, m.Slice(distances, 1, 2, 2));
        float[] strides = PerPlace(m);
        Tensor boxes = m.Mul(m.Concat(1, m.Mul(m.Add(low, high), 0.5f), m.Sub(high, low)), strides, 1, n);
        Tensor scores = m.Sigmoid(m.Slice(joined, 1, 64, classes));
        Tensor[] more = tail is null ? [] : [tail(m, m.Slice(joined, 1, 64 + classes, extra))];
        return m.Output(m.Concat(1, [boxes, scores, .. more]));
    }

    /// <summary>Points behind YOLOv8's classes: x, y as (2 t + cell) * stride, visibility through a sigmoid.</summary>
    public static HeadModel Yolov8Pose(int classes, int points, int numbers) => Yolov8(classes, points * numbers, (m, t) =>
    {
        float[] cells = m.Cells(Strides, 0f);
        int n = t.Shape[2];
        float[] strides = PerPlace(m);
        return m.Concat(1, [.. Enumerable.Range(0, points * numbers).Select(i =>
        {
            Tensor row = m.Slice(t, 1, i, 1);
            int axis = i % numbers;
            return axis == 2 ? m.Sigmoid(row) : m.Mul(m.Add(m.Mul(row, 2f), [.. Enumerable.Range(0, n).Select(p => cells[(p * 2) + axis])], 1, 1, n), strides, 1, n);
        })]);
    });

    /// <summary>An angle behind YOLOv8's classes: (sigmoid(t) - 1/4) * pi.</summary>
    public static HeadModel Yolov8Oriented(int classes) => Yolov8(classes, 1, (m, t) => m.Mul(m.Add(m.Sigmoid(t), [-0.25f]), MathF.PI));

    /// <summary>YOLOv5's rows: decoded, or with the sigmoids alone (YOLOv5-Lite), or as the last layer leaves them.</summary>
    public static HeadModel Yolov5(int classes, bool activated = true, bool decoded = true)
    {
        float[][] anchors = [[10, 13, 16, 30, 33, 23], [30, 61, 62, 45, 59, 119], [116, 90, 156, 198, 373, 326]];
        var m = new HeadModel(96, 64, seed: 5);
        var rows = new List<Tensor>();
        for (int i = 0; i < Strides.Length; i++)
        {
            Tensor t = m.AnchorRows(m.Layer(Strides[i], 3 * (5 + classes)), 3);
            if (activated)
            {
                t = m.Sigmoid(t);
            }

            if (decoded)
            {
                int n = t.Shape[1], cells = n / 3, s = Strides[i];
                Tensor xy = m.Mul(m.Add(m.Mul(m.Slice(t, 2, 0, 2), 2f), m.Cells([s], -0.5f, repeat: 3, wholeGrids: true), 1, n, 2), s);
                Tensor wh = m.Slice(t, 2, 2, 2);
                float[] a = anchors[i];
                wh = m.Mul(m.Mul(wh, wh), [.. Enumerable.Range(0, 2 * n).Select(k => 4 * a[(k / 2 / cells * 2) + (k % 2)])], 1, n, 2);
                t = m.Concat(2, xy, wh, m.Slice(t, 2, 4, 1 + classes));
            }

            rows.Add(t);
        }

        return m.Output(m.Concat(1, [.. rows]));
    }

    /// <summary>YOLOX: the last layers' boxes, sigmoids for the rest.</summary>
    public static HeadModel Yolox(int classes)
    {
        var m = new HeadModel(64, 64, seed: 11);
        return m.Output(m.Concat(1, [.. Strides.Select(s =>
        {
            Tensor t = m.Rows(m.Layer(s, 5 + classes, 16f / 255));
            return m.Concat(2, m.Slice(t, 2, 0, 4), m.Sigmoid(m.Slice(t, 2, 4, 1 + classes)));
        })]));
    }

    /// <summary>YOLOX with its decoding, or YOLOv6, which has no objectness but a 1 and puts its points in the middle of the cells.</summary>
    public static HeadModel OneRowACell(int classes, bool yolov6)
    {
        var m = new HeadModel(64, 64, seed: 6);
        return m.Output(m.Concat(1, [.. Strides.Select(s =>
        {
            Tensor t = m.Rows(m.Layer(s, 5 + classes, yolov6 ? 4 : 16f / 255));
            int n = t.Shape[1];
            Tensor xy = m.Mul(m.Add(m.Slice(t, 2, 0, 2), m.Cells([s], yolov6 ? 0.5f : 0f), 1, n, 2), s), wh = m.Mul(m.Exp(m.Slice(t, 2, 2, 2)), s);
            Tensor one = m.Add(m.Mul(m.Slice(t, 2, 4, 1), 0f), [1f]);
            return m.Concat(2, xy, wh, yolov6 ? one : m.Sigmoid(m.Slice(t, 2, 4, 1)), m.Sigmoid(m.Slice(t, 2, 5, classes)));
        })]));
    }

    /// <summary>Coefficients of masks behind YOLOv8's classes, and prototypes at a quarter of the input.</summary>
    public static HeadModel Yolov8Segment(int classes, int masks)
    {
        HeadModel m = Yolov8(classes, masks, (_, t) => t);
        return m.Output(m.Layer(4, masks, 1), "prototypes");
    }

    /// <summary>A classifier: the mean of a map, a fully connected layer, and a softmax or none.</summary>
    public static HeadModel Classifier(int classes, bool softmax)
    {
        var m = new HeadModel(32, 48, seed: 12);
        Tensor logits = m.Connected(m.Reshape(m.Layer(16, 4, 8), 1, 4 * 2 * 3), classes);
        return m.Output(softmax ? m.Softmax(logits, 1) : logits);
    }

    /// <summary>A network that finds the same in every photo: constant outputs.</summary>
    public static HeadModel Constant(int width, int height, float[] values, params int[] dims)
    {
        var m = new HeadModel(width, height);
        Tensor greatest = m.Greatest(m.Photo);
        return m.Output(m.Add(m.Mul(greatest, 0f), values, dims));
    }

    private static float[] PerPlace(HeadModel m) => [.. Strides.SelectMany(s => Enumerable.Repeat((float)s, m.Width / s * (m.Height / s)))];
}
