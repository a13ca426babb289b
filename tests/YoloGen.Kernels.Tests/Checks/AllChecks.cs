#nullable enable
using YoloGen.Generated;

namespace YoloGen.Kernels.Tests.Checks;

/// <summary>Every kernel once with the shapes of a seed.</summary>
internal static class AllChecks
{
    public static void Run<TKernels>(int seed)
        where TKernels : struct, IKernels
    {
        Int8<TKernels>(seed);
        FloatCheck.Run<TKernels>(seed);
    }

    public static void Int8<TKernels>(int seed)
        where TKernels : struct, IKernels
    {
        ConvCheck.Run<TKernels>(seed);
        DepthwiseCheck.Run<TKernels>(seed);
        ElementwiseCheck.Run<TKernels>(seed);
        SumsCheck.Run<TKernels>(seed);
        PoolCheck.Run<TKernels>(seed);
        MatMulCheck.Run<TKernels>(seed);
    }
}
