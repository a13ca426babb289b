using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Norms of windows: sums of windows are convolutions with ones, each channel by itself.</summary>
internal static class NormPoolImport
{
    /// <summary>(sum of |x|^p)^(1/p) of each window; padding adds nothing.</summary>
    public static void LpPool(NodeImport n)
    {
        Tensor x = n.Float(0);
        float p = P(n);
        Windows windows = PoolImport.Read(n, x);
        for (int i = 0; i < windows.Kernel.Length; i++)
        {
            // The last windows of ceil_mode reach over what the file pads.
            long reach = ((windows.Output[i] - 1) * windows.Strides[i]) + (windows.Dilations[i] * (windows.Kernel[i] - 1)) + 1;
            windows.End[i] = Math.Max(windows.End[i], reach - windows.Begin[i] - Spatial.Sizes(x)[i]);
        }

        Window2D window = windows.ToWindow2D();
        int channels = x.Shape[1];
        Tensor map = Spatial.To2D(n, Power(n, x, p));
        Tensor ones = Ones(n, channels, window.KernelH, window.KernelW);
        long[] size = windows.Output.Length == 1 ? [1, windows.Output[0]] : windows.Output;
        Tensor sums = n.Add(new Conv(window, channels), [map, ones], ElementType.Float32, n.Shape(x.Shape[0], channels, size[0], size[1]));
        n.Finish(Root(n, n.Reshape(sums, n.Shape([x.Shape[0], channels, .. windows.Output])), p));
    }

    /// <summary>The same over all spatial axes.</summary>
    public static void GlobalLpPool(NodeImport n)
    {
        Tensor x = n.Float(0);
        if (x.Shape.Rank < 3)
        {
            throw n.BadShape("the input needs spatial axes");
        }

        float p = P(n);
        n.Finish(Root(n, n.Sum(Power(n, x, p), [.. Enumerable.Range(2, x.Shape.Rank - 2)]), p));
    }

    /// <summary>x / (bias + alpha / size * sum of x^2 over neighbouring channels)^beta.</summary>
    public static void LocalResponse(NodeImport n)
    {
        Tensor x = n.Float(0);
        long size = n.Attributes.Int("size");
        if (x.Shape.Rank < 3 || x.Shape.Count == 0 || size is < 1 or > 1 << 16)
        {
            throw n.BadShape($"{size} neighbours in a tensor of {x.Shape.Rank} axes");
        }

        float alpha = n.Attributes.Float("alpha", 1e-4f), beta = n.Attributes.Float("beta", 0.75f), bias = n.Attributes.Float("bias", 1);
        Tensor column = n.Reshape(n.Times(x, x), n.Shape(x.Shape[0], 1, x.Shape[1], x.Shape.Count / ((long)x.Shape[0] * x.Shape[1])));
        int before = (int)(size - 1) / 2;
        var window = new Window2D((int)size, 1, 1, 1, 1, 1, before, 0, (int)size - 1 - before, 0);
        Tensor sums = n.Reshape(n.Add(new Conv(window, 1), [column, Ones(n, 1, (int)size, 1)], ElementType.Float32, column.Shape), x.Shape);
        Tensor divisor = n.Of(BinaryKind.Pow, n.Plus(n.Times(sums, n.Scalar(alpha / size)), n.Scalar(bias)), n.Scalar(beta));
        n.Result(new Binary(BinaryKind.Div), [x, divisor], ElementType.Float32, x.Shape);
    }

    private static float P(NodeImport n)
    {
        long p = n.Attributes.Int("p", 2);
        return p >= 1 ? p : throw n.Attributes.Bad($"p is {p}");
    }

    private static Tensor Power(NodeImport n, Tensor x, float p) => p switch
    {
        1 => n.Of(UnaryKind.Abs, x),
        2 => n.Times(x, x),
        _ => n.Of(BinaryKind.Pow, n.Of(UnaryKind.Abs, x), n.Scalar(p)),
    };

    private static Tensor Root(NodeImport n, Tensor x, float p) => p switch
    {
        1 => x,
        2 => n.Of(UnaryKind.Sqrt, x),
        _ => n.Of(BinaryKind.Pow, x, n.Scalar(1 / p)),
    };

    private static Tensor Ones(NodeImport n, int channels, int height, int width)
    {
        Shape shape = n.Shape(channels, 1, height, width);
        var ones = new float[shape.Count];
        Array.Fill(ones, 1f);
        return n.Constant(new TensorData(shape, ones), "ones");
    }
}
