namespace YoloGen.Compiler.Heads;

/// <summary>Heads without anchors in the decoding.</summary>
internal static class BoxMatchers
{
    /// <summary>[1, N, 5 + classes], decoded by the network.</summary>
    public static HeadMatch? Yolov5(ModelSignature signature)
    {
        if (Rows(signature) is not (int boxes, int fields) || fields < 6)
            return null;
        return new HeadMatch([new DecodeStep("Yolov5Head", [0], [Literal.Int("boxes", boxes), Literal.Int("classes", fields - 5)], [])], fields - 5, boxes);
    }

    /// <summary>Whether [1, N, 5 + classes] has three boxes for each cell of the usual grids.</summary>
    public static bool LooksLikeYolov5(ModelSignature s)
        => Rows(s) is (int boxes, _) && (boxes == 3 * s.Cells(8, 16, 32) || boxes == 3 * s.Cells(8, 16, 32, 64) || boxes == 3 * s.Cells(16, 32));

    /// <summary>[1, 4 + classes, N].</summary>
    public static HeadMatch? Yolov8(ModelSignature signature)
    {
        if (Rows(signature) is not (int fields, int boxes) || fields < 5)
            return null;
        return new HeadMatch([new DecodeStep("Yolov8Head", [0], [Literal.Int("boxes", boxes), Literal.Int("classes", fields - 4)], [])], fields - 4, boxes);
    }

    /// <summary>Whether [1, 4 + classes, N] has one box for each cell of the usual grids, or the metadata names the task.</summary>
    public static bool LooksLikeYolov8(ModelSignature s)
        => Rows(s) is (int fields, int boxes) && boxes > fields
            && (boxes == s.Cells(8, 16, 32) || boxes == s.Cells(8, 16, 32, 64) || boxes == s.Cells(4, 8, 16, 32) || boxes == s.Cells(16, 32)
                || (s.Metadata.TryGetValue("task", out string? task) && task == "detect"));

    /// <summary>[1, cells of strides 8, 16, 32, 5 + classes].</summary>
    public static HeadMatch? Yolox(ModelSignature signature)
    {
        if (!LooksLikeYolox(signature) || Rows(signature) is not (_, int fields) || fields < 6)
            return null;
        var steps = new List<DecodeStep>();
        int row = 0;
        foreach (int stride in (ReadOnlySpan<int>)[8, 16, 32])
        {
            int width = (signature.Width + stride - 1) / stride;
            int height = (signature.Height + stride - 1) / stride;
            steps.Add(new DecodeStep(
                "YoloxHead",
                [0],
                [
                    Literal.Int("firstRow", row), Literal.Int("gridWidth", width), Literal.Int("gridHeight", height),
                    Literal.Int("classes", fields - 5), Literal.Float("stride", stride),
                ],
                []));
            row += width * height;
        }
        return new HeadMatch(steps, fields - 5, row);
    }

    /// <summary>Whether [1, N, 5 + classes] has one box for each cell of strides 8, 16 and 32.</summary>
    public static bool LooksLikeYolox(ModelSignature s) => Rows(s) is (int boxes, int fields) && boxes == s.Cells(8, 16, 32) && fields >= 6;

    /// <summary>Boxes [1, N, 4] beside scores [1, N, C].</summary>
    public static HeadMatch? Boxes(ModelSignature signature, bool background)
    {
        if (signature.Outputs.Count != 2)
            return null;
        if (Pair(signature, 0, 1) is not { } first)
            return Pair(signature, 1, 0) is { } second ? Step(second.Boxes, second.Columns, 1, 0) : null;
        bool bothWays = first.Columns == 4 && signature.Outputs[1].Name.Contains("box", StringComparison.OrdinalIgnoreCase);
        return bothWays ? Step(first.Boxes, 4, 1, 0) : Step(first.Boxes, first.Columns, 0, 1);

        HeadMatch? Step(int boxes, int columns, int boxesAt, int scoresAt)
        {
            int classes = background ? columns - 1 : columns;
            if (classes < 1)
                return null;
            var step = new DecodeStep(
                "BoxesScoresHead",
                [boxesAt, scoresAt],
                [
                    Literal.Int("boxes", boxes), Literal.Int("scoreColumns", columns), Literal.Bool("hasBackground", background),
                    Literal.Bool("yFirst", false), Literal.Float("scaleX", signature.Width), Literal.Float("scaleY", signature.Height),
                ],
                []);
            return new HeadMatch([step], classes, boxes);
        }
    }

    /// <summary>One map [1, 5 + classes, H / 16, W / 16].</summary>
    public static HeadMatch? FastestDet(ModelSignature signature)
    {
        if (signature.Outputs.Count != 1 || signature.Outputs[0].Dims is not [1, >= 6 and var channels, > 0 and var height, > 0 and var width])
            return null;
        var step = new DecodeStep(
            "FastestDetHead",
            [0],
            [
                Literal.Int("gridWidth", width), Literal.Int("gridHeight", height), Literal.Int("classes", channels - 5),
                Literal.Float("inputWidth", signature.Width), Literal.Float("inputHeight", signature.Height),
            ],
            []);
        return new HeadMatch([step], channels - 5, (long)width * height);
    }

    /// <summary>Whether the only map has one cell for 16 x 16 input pixels.</summary>
    public static bool LooksLikeFastestDet(ModelSignature s)
        => s.Outputs.Count == 1 && s.Outputs[0].Dims is [1, _, var height, var width] && height == s.Height / 16 && width == s.Width / 16;

    private static (int First, int Second)? Rows(ModelSignature s)
        => s.Outputs.Count == 1 && s.Outputs[0].Dims is [1, > 0 and var first, > 0 and var second] ? (first, second) : null;

    private static (int Boxes, int Columns)? Pair(ModelSignature s, int boxesAt, int scoresAt)
    {
        IReadOnlyList<int> boxes = s.Outputs[boxesAt].Dims;
        bool corners = boxes is [1, > 0, 4] or [1, > 0, 1, 4];
        return corners && s.Outputs[scoresAt].Dims is [1, var rows, > 0 and var columns] && rows == boxes[1] ? (rows, columns) : null;
    }
}
