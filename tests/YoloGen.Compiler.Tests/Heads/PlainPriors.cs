namespace YoloGen.Compiler.Tests.Heads;

/// <summary>The default boxes of SSD as the code bases make them: centre x, centre y, width, height in pixels.</summary>
internal static class PlainPriors
{
    /// <summary>torchvision, DefaultBoxGenerator([[2, 3]] * 6, min_ratio=0.2, max_ratio=0.95) for 320 x 320.</summary>
    public static IReadOnlyList<double[]> Torchvision()
    {
        double[] scales = [.. Enumerable.Range(0, 6).Select(k => 0.2 + ((0.95 - 0.2) * k / 5)), 1.0];
        int[] grids = [20, 10, 5, 3, 2, 1];
        var priors = new List<double[]>();
        for (int k = 0; k < 6; k++)
        {
            double s = scales[k], between = Math.Sqrt(s * scales[k + 1]);
            List<(double W, double H)> sizes = [(s, s), (between, between)];
            foreach (double ratio in new[] { 2.0, 3.0 })
            {
                double w = s * Math.Sqrt(ratio), h = s / Math.Sqrt(ratio);
                sizes.AddRange([(w, h), (h, w)]);
            }

            for (int cell = 0; cell < grids[k] * grids[k]; cell++)
            {
                double x = ((cell % grids[k]) + 0.5) / grids[k], y = ((cell / grids[k]) + 0.5) / grids[k];
                priors.AddRange(sizes.Select(z => new[] { 320 * x, 320 * y, 320 * Math.Clamp(z.W, 0, 1), 320 * Math.Clamp(z.H, 0, 1) }));
            }
        }

        return priors;
    }

    /// <summary>pytorch-ssd, generate_ssd_priors for mobilenetv1_ssd_config.</summary>
    public static IReadOnlyList<double[]> PytorchSsd()
    {
        (int Map, int Shrinkage, double Min, double Max)[] specs = [(19, 16, 60, 105), (10, 32, 105, 150), (5, 64, 150, 195), (3, 100, 195, 240), (2, 150, 240, 285), (1, 300, 285, 330)];
        var priors = new List<double[]>();
        foreach ((int map, int shrinkage, double min, double max) in specs)
        {
            double scale = 300.0 / shrinkage;
            for (int j = 0; j < map; j++)
            {
                for (int i = 0; i < map; i++)
                {
                    double x = (i + 0.5) / scale, y = (j + 0.5) / scale;
                    double large = Math.Sqrt(max * min) / 300, h = min / 300;
                    priors.Add([x, y, h, h]);
                    priors.Add([x, y, large, large]);
                    foreach (double ratio in new[] { Math.Sqrt(2), Math.Sqrt(3) })
                    {
                        priors.Add([x, y, h * ratio, h / ratio]);
                        priors.Add([x, y, h / ratio, h * ratio]);
                    }
                }
            }
        }

        return [.. priors.Select(p => p.Select(v => Math.Clamp(v, 0, 1) * 300).ToArray())];
    }

    /// <summary>TensorFlow's object detection, ssd_anchor_generator with reduce_boxes_in_lowest_layer, for 300 x 300.</summary>
    public static IReadOnlyList<double[]> TensorFlow()
    {
        double[] scales = [.. Enumerable.Range(0, 6).Select(k => 0.2 + ((0.95 - 0.2) * k / 5)), 1.0];
        int[] grids = [19, 10, 5, 3, 2, 1];
        var priors = new List<double[]>();
        for (int k = 0; k < 6; k++)
        {
            (double Scale, double Ratio)[] boxes = k == 0
                ? [(0.1, 1), (scales[0], 2), (scales[0], 0.5)]
                : [(scales[k], 1), (scales[k], 2), (scales[k], 0.5), (scales[k], 3), (scales[k], 1 / 3.0), (Math.Sqrt(scales[k] * scales[k + 1]), 1)];
            for (int cell = 0; cell < grids[k] * grids[k]; cell++)
            {
                double x = ((cell % grids[k]) + 0.5) / grids[k], y = ((cell / grids[k]) + 0.5) / grids[k];
                priors.AddRange(boxes.Select(b => new[] { 300 * x, 300 * y, 300 * b.Scale * Math.Sqrt(b.Ratio), 300 * b.Scale / Math.Sqrt(b.Ratio) }));
            }
        }

        return priors;
    }
}
