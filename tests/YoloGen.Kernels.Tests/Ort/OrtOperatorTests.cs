using Xunit;
using YoloGen.Generated;
using YoloGen.Kernels.Tests.Checks;
using Buffer = YoloGen.Kernels.Tests.Checks.Buffer;

namespace YoloGen.Kernels.Tests.Ort;

/// <summary>The portable kernels, which define every result, against ONNX Runtime's own quantized operators, bit for bit.</summary>
public unsafe class OrtOperatorTests
{
    private const int Seeds = 40;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Addition(bool signed)
    {
        for (int seed = 1; seed <= Seeds; seed++)
        {
            var dice = new Dice(seed);
            (byte[] a, byte[] b) = (Random(dice, 4096), Random(dice, 4096));
            (float sa, float sb, float sc) = (dice.Float(0.001f, 0.1f), dice.Float(0.001f, 0.1f), dice.Float(0.002f, 0.2f));
            (byte za, byte zb, byte zc) = (Byte(dice), Byte(dice), Byte(dice));
            byte[] expected = Binary("QLinearAdd", signed, a, b, sa, sb, sc, za, zb, zc);
            int shift = signed ? 128 : 0;
            float ratioA = sa / sc, ratioB = sb / sc, productA = ratioA * (za - shift), productB = ratioB * (zb - shift), both = productA + productB;
            var p = new QAddParams { RatioA = ratioA, RatioB = ratioB, Fixed = (zc - shift) - both, Shift = shift };
            var actual = new byte[4096];
            fixed (byte* pa = a, pb = b, pc = actual)
                PortableKernels.QAddRow(pa, 64, pb, 64, pc, 64, 64, 64, in p);
            Assert.Equal(expected, actual);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Multiplication(bool signed)
    {
        for (int seed = 1; seed <= Seeds; seed++)
        {
            var dice = new Dice(seed);
            (byte[] a, byte[] b) = (Random(dice, 4096), Random(dice, 4096));
            (float sa, float sb, float sc) = (dice.Float(0.001f, 0.1f), dice.Float(0.001f, 0.1f), dice.Float(0.002f, 0.2f));
            (byte za, byte zb, byte zc) = (Byte(dice), Byte(dice), Byte(dice));
            byte[] expected = Binary("QLinearMul", signed, a, b, sa, sb, sc, za, zb, zc);
            int shift = signed ? 128 : 0;
            float product = sa * sb;
            var p = new QMulParams { ZeroA = za, ZeroB = zb, Ratio = product / sc, ZeroC = zc - shift, Shift = shift };
            var actual = new byte[4096];
            fixed (byte* pa = a, pb = b, pc = actual)
                PortableKernels.QMulRow(pa, 64, pb, 64, pc, 64, 64, 64, in p);
            Assert.Equal(expected, actual);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Average_pooling(bool signed)
    {
        const int Channels = 5, Height = 7, Width = 11;
        for (int seed = 1; seed <= Seeds; seed++)
        {
            var dice = new Dice(seed);
            byte[] input = Random(dice, Channels * Height * Width);
            (float sx, float sy) = (dice.Float(0.01f, 0.1f), dice.Float(0.005f, 0.1f));
            (byte zx, byte zy) = (Byte(dice), Byte(dice));
            int kernel = dice.Pick(2, 3), stride = dice.Next(1, 2), pad = dice.Pick(0, 1), include = dice.Next(0, 1), shift = signed ? 128 : 0;
            int height = (Height + 2 * pad - kernel) / stride + 1, width = (Width + 2 * pad - kernel) / stride + 1;
            OneNode node = new OneNode("QLinearAveragePool", "com.microsoft").Attribute("kernel_shape", kernel, kernel).Attribute("strides", stride, stride)
                .Attribute("pads", pad, pad, pad, pad).Attribute("count_include_pad", include);
            byte[] expected = Planar(node, signed, input, [1, Channels, Height, Width], sx, zx, sy, zy);

            byte[] pixels = ToPixels(input, Channels, Height * Width);
            var actual = new byte[height * width * Channels];
            for (int y = 0; y < height; y++)
            {
                int top = y * stride - pad, first = Math.Max(top, 0);
                var p = new PoolParams
                {
                    Rows = Math.Min(top + kernel, Height) - first,
                    RowStride = Width * Channels,
                    Columns = kernel,
                    Dilation = 1,
                    Stride = stride,
                    PadLeft = pad,
                    InputWidth = Width,
                    PixelStride = Channels,
                    OutputPixelStride = Channels,
                    Area = include * kernel * kernel,
                    InputScale = sx,
                    InputZero = zx,
                    OutputScale = sy,
                    OutputZero = zy - shift,
                    Shift = shift,
                };
                fixed (byte* x = pixels, to = actual)
                    PortableKernels.AveragePoolRow(x + first * p.RowStride, to + y * width * Channels, width, Channels, in p);
            }
            Assert.Equal(ToPixels(expected, Channels, height * width), actual);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Global_average_pooling(bool signed)
    {
        const int Channels = 13, Pixels = 77;
        for (int seed = 1; seed <= Seeds; seed++)
        {
            var dice = new Dice(seed);
            byte[] input = Random(dice, Channels * Pixels);
            (float sx, float sy) = (dice.Float(0.01f, 0.1f), dice.Float(0.002f, 0.1f));
            (byte zx, byte zy) = (Byte(dice), Byte(dice));
            byte[] expected = Planar(new OneNode("QLinearGlobalAveragePool", "com.microsoft").Attribute("channels_last", 0L), signed, input, [1, Channels, 7, 11], sx, zx, sy, zy);

            byte[] pixels = ToPixels(input, Channels, Pixels), actual = new byte[Channels];
            var sums = new int[Channels];
            var scale = new float[Channels];
            float divisor = sy * (float)Pixels;
            sums.AsSpan().Fill(-zx * Pixels);
            scale.AsSpan().Fill(sx / divisor);
            var p = new ConvParams { OutputZero = zy, Max = 255 };
            fixed (byte* x = pixels, y = actual)
            fixed (int* s = sums)
            fixed (float* f = scale)
            {
                PortableKernels.SumPixelsRow(x, Channels, Pixels, Channels, s);
                PortableKernels.RequantizeSumsRow(s, 0, y, 1, Channels, f, in p);
            }
            Assert.Equal(expected, actual);
        }
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Convolution(bool signed, bool depthwise)
    {
        const int Height = 6, Width = 9;
        for (int seed = 1; seed <= Seeds; seed++)
        {
            var dice = new Dice(seed);
            int inputs = dice.Next(1, 20), outputs = depthwise ? inputs : dice.Next(1, 20), kernel = dice.Pick(1, 3), pad = kernel / 2, depth = depthwise ? 1 : inputs;
            byte[] input = Random(dice, inputs * Height * Width);
            var weights = new sbyte[outputs * depth * kernel * kernel];
            dice.Weights(weights, -128);
            (float sx, float sy) = (dice.Float(0.01f, 0.1f), dice.Float(0.5f, 5f));
            (byte zx, byte zy) = (Byte(dice), Byte(dice));
            var sw = new float[outputs];
            var bias = new int[outputs];
            for (int c = 0; c < outputs; c++)
                (sw[c], bias[c]) = (dice.Float(0.001f, 0.1f), dice.Next(-5000, 5000));
            OneNode node = new OneNode("QLinearConv", "").Attribute("kernel_shape", kernel, kernel).Attribute("pads", pad, pad, pad, pad).Attribute("group", depthwise ? inputs : 1L);
            node = Typed(node, signed, input, [1, inputs, Height, Width]).Scalar(sx);
            node = Zero(node, signed, zx);

            // Without VNNI, ONNX Runtime's products of uint8 and int8 saturate; with uint8 weights about 128 the same sums are exact.
            node = signed
                ? node.Constant(weights, outputs, depth, kernel, kernel).Constant(sw, outputs).Constant(new sbyte[outputs], outputs)
                : node.Constant(Array.ConvertAll(weights, w => (byte)(w + 128)), outputs, depth, kernel, kernel).Constant(sw, outputs).Constant(Enumerable.Repeat((byte)128, outputs).ToArray(), outputs);
            node = node.Scalar(sy);
            byte[] expected = Result(Zero(node, signed, zy).Constant(bias, outputs), signed);

            // The border holds the zero point.
            int rowStride = (Width + 2 * pad) * inputs;
            using var padded = new Buffer((Height + 2 * pad) * rowStride, zx);
            byte[] pixels = ToPixels(input, inputs, Height * Width);
            for (int y = 0; y < Height; y++)
                pixels.AsSpan(y * Width * inputs, Width * inputs).CopyTo(new Span<byte>(padded.Start + (y + pad) * rowStride + pad * inputs, Width * inputs));
            var p = new ConvParams
            {
                PixelStep = inputs,
                Outer = kernel,
                OuterStride = rowStride,
                Inner = kernel,
                InnerStride = inputs,
                Depth = depth,
                OutputPixelStride = outputs,
                OutputZero = zy,
                Max = 255,
            };
            var scale = new float[outputs];
            sbyte[] canonical = new sbyte[weights.Length];
            int taps = kernel * kernel, size = depth * taps;
            for (int o = 0; o < outputs; o++)
            {
                int sum = 0;
                for (int i = 0; i < size; i++)
                {
                    canonical[o * size + i % taps * depth + i / taps] = weights[o * size + i];
                    sum += weights[o * size + i];
                }
                bias[o] -= zx * sum;
                float both = sx * sw[o];
                scale[o] = both / sy;
            }
            var actual = new byte[outputs * Height * Width];
            using var packed = new Buffer(1 << 16);
            fixed (sbyte* w = canonical)
            fixed (int* b = bias)
            fixed (float* s = scale)
            fixed (byte* to = actual)
            {
                if (depthwise)
                    PortableKernels.PackDepthwise(packed.Start, w, outputs, kernel, kernel, b, s);
                for (int c = 0; c < (depthwise ? 1 : outputs); c += PortableKernels.ConvColumns)
                {
                    int some = Math.Min(PortableKernels.ConvColumns, outputs - c);
                    if (!depthwise)
                        PortableKernels.PackConvPanel(packed.Start, w + c * size, some, kernel, kernel, depth, b + c, s + c);
                    for (int y = 0; y < Height; y++)
                    {
                        if (depthwise)
                            PortableKernels.DepthwiseRow(padded.Start + y * rowStride, packed.Start, to + y * Width * outputs, Width, outputs, in p);
                        else
                            PortableKernels.ConvRow(padded.Start + y * rowStride, packed.Start, to + y * Width * outputs + c, Width, some, in p);
                    }
                }
            }
            Assert.Equal(ToPixels(expected, outputs, Height * Width), actual);
        }
    }

    private static byte[] Binary(string operation, bool signed, byte[] a, byte[] b, float sa, float sb, float sc, byte za, byte zb, byte zc)
    {
        OneNode node = Zero(Typed(new OneNode(operation, "com.microsoft"), signed, a, [a.Length]).Scalar(sa), signed, za);
        node = Zero(Typed(node, signed, b, [b.Length]).Scalar(sb), signed, zb);
        return Result(Zero(node.Scalar(sc), signed, zc), signed);
    }

    private static byte[] Planar(OneNode node, bool signed, byte[] input, int[] shape, float sx, byte zx, float sy, byte zy) =>
        Result(Zero(Zero(Typed(node, signed, input, shape).Scalar(sx), signed, zx).Scalar(sy), signed, zy), signed);

    /// <summary>Bytes of the storage domain as the model's type.</summary>
    private static OneNode Typed(OneNode node, bool signed, byte[] values, int[] shape) =>
        signed ? node.Input(Array.ConvertAll(values, v => (sbyte)(v - 128)), shape) : node.Input(values, shape);

    private static OneNode Zero(OneNode node, bool signed, byte zero) => signed ? node.Scalar((sbyte)(zero - 128)) : node.Scalar(zero);

    private static byte[] Result(OneNode node, bool signed) => signed ? Array.ConvertAll(node.Run<sbyte>(), v => (byte)(v + 128)) : node.Run<byte>();

    private static byte Byte(Dice dice) => (byte)dice.Pick(0, 128, 255, dice.Next(0, 255));

    private static byte[] Random(Dice dice, int length)
    {
        var values = new byte[length];
        foreach (ref byte value in values.AsSpan())
            value = (byte)dice.Next(0, 255);
        return values;
    }

    private static byte[] ToPixels(byte[] planes, int channels, int pixels)
    {
        var result = new byte[planes.Length];
        for (int i = 0; i < planes.Length; i++)
            result[i % pixels * channels + i / pixels] = planes[i];
        return result;
    }
}
