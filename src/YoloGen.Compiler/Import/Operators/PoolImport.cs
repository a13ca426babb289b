using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>MaxPool and AveragePool; ceil_mode becomes part of the result's shape.</summary>
internal static class PoolImport
{
    public static void MaxPool(NodeImport n)
    {
        Tensor x = n.In(0, ElementType.Float32, ElementType.UInt8, ElementType.Int8);
        n.OnlyOutput("indices of the largest values are not supported");
        n.Attributes.Ignore("storage_order");
        Windows windows = Read(n, x);
        Spatial.Result(n, new MaxPool(windows.ToWindow2D()), [Spatial.To2D(n, x)], x.Type, x.Shape[1], windows.Output);
    }

    public static void AveragePool(NodeImport n)
    {
        Tensor x = n.Float(0);
        Windows windows = Read(n, x);
        var op = new AveragePool(windows.ToWindow2D(), n.Attributes.Flag("count_include_pad", false));
        Spatial.Result(n, op, [Spatial.To2D(n, x)], x.Type, x.Shape[1], windows.Output);
    }

    public static Windows Read(NodeImport n, Tensor x)
    {
        Spatial.Check(n, x);
        int rank = x.Shape.Rank - 2;
        if (n.Attributes.Ints("kernel_shape") is not { Count: > 0 })
        {
            throw n.Attributes.Bad("attribute 'kernel_shape' is missing");
        }

        long[] kernel = Windows.List(n, "kernel_shape", rank, 1, 1);
        Windows windows = Windows.Read(n, Spatial.Sizes(x), kernel, n.Attributes.Flag("ceil_mode", false), pool: true);
        for (int i = 0; i < rank; i++)
        {
            // A window that sees padding only has no largest value.
            if (windows.Begin[i] > windows.Dilations[i] * (kernel[i] - 1) || windows.End[i] > windows.Dilations[i] * (kernel[i] - 1))
            {
                throw n.Attributes.Bad($"padding [{string.Join(',', windows.Begin)}], [{string.Join(',', windows.End)}] is not below the kernel [{string.Join(',', kernel)}]");
            }
        }

        return windows;
    }
}
