using System.Globalization;
using System.Runtime.Intrinsics.X86;
using Xunit;
using YoloGen.Generated;
using YoloGen.Kernels.Tests.Checks;

namespace YoloGen.Kernels.Tests;

/// <summary>Winograd kernels give the bytes of the direct convolution; YOLOGEN_WINOGRAD_SEEDS sets how many shapes are tried.</summary>
public unsafe class WinogradTests
{
    internal static readonly int Seeds = int.Parse(Environment.GetEnvironmentVariable("YOLOGEN_WINOGRAD_SEEDS") ?? "400", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("portable", 1)]
    [InlineData("portable", 2)]
    [InlineData("avx2", 1)]
    [InlineData("avx2", 2)]
    public void Blocks_have_the_bytes_of_the_direct_convolution(string isa, int stride)
    {
        Assert.SkipUnless(isa == "portable" || (Avx2.IsSupported && Fma.IsSupported), "this processor has no AVX2");
        Action<int> check = (isa, stride) switch
        {
            ("portable", 1) => WinogradCheck.Run<PortableWinograd4>,
            ("portable", 2) => WinogradCheck.Run<PortableWinogradStride2>,
            ("avx2", 1) => WinogradCheck.Run<Avx2Winograd4>,
            _ => WinogradCheck.Run<Avx2WinogradStride2>,
        };
        for (int seed = 1; seed <= Seeds; seed++)
        {
            check(seed);
        }
    }

    [Theory]
    [InlineData(127, 1, (1 << 25) - 1 - (255 * 127 * 9), true)]
    [InlineData(127, 1, (1 << 25) - (255 * 127 * 9), false)]
    [InlineData(-128, 1, -(1 << 25) + (255 * 128 * 9), true)]
    [InlineData(-128, 1, -(1 << 25) - 1 + (255 * 128 * 9), false)]
    [InlineData(127, 115, 0, true)]
    [InlineData(127, 116, 0, false)]
    [InlineData(127, 70000, 0, false)]
    [InlineData(0, 5, int.MinValue, false)]
    [InlineData(0, 5, int.MaxValue, false)]
    public void Weights_are_refused_where_a_sum_could_leave_26_bits(int weight, int depth, int bias, bool fits)
    {
        // The second output alone decides.
        sbyte[] weights = [.. new sbyte[9 * depth], .. Enumerable.Repeat((sbyte)weight, 9 * depth)];
        int[] biases = [0, bias];
        float[] scales = [1, 1];
        byte[] packed = new byte[fits ? (int)Winograd4.PackedBytes<PortableWinograd4>(2, depth) : 1];
        fixed (sbyte* w = weights)
        fixed (int* b = biases)
        fixed (float* s = scales)
        fixed (byte* to = packed)
        {
            Assert.Equal(fits, Winograd4Range.Fits(weights, biases));
            Assert.Equal(fits, Winograd4.Pack<PortableWinograd4>(to, w, 2, depth, b, s));
        }
    }

    [Theory]
    [InlineData((1 << 29) - 1 - (255 * 127 * 9), true)]
    [InlineData((1 << 29) - (255 * 127 * 9), false)]
    [InlineData(-(1 << 29), true)]
    [InlineData(-(1 << 29) - 1, false)]
    public void Strides_of_2_have_four_more_bits(int bias, bool fits)
    {
        sbyte[] weights = [.. Enumerable.Repeat((sbyte)127, 9)];
        byte[] packed = new byte[fits ? (int)Winograd4.PackedBytes<PortableWinogradStride2>(1, 1) : 1];
        float scale = 1;
        fixed (sbyte* w = weights)
        fixed (byte* to = packed)
            Assert.Equal(fits, Winograd4.Pack<PortableWinogradStride2>(to, w, 1, 1, &bias, &scale));
    }
}
