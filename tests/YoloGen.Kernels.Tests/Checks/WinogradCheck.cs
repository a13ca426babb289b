#nullable enable
using System;
using YoloGen.Generated;

namespace YoloGen.Kernels.Tests.Checks;

/// <summary>Winograd with strides of 1 and 2 against the portable direct convolution: blocks of tiles at once and in parts, sums up to the ends of the range.</summary>
internal static unsafe class WinogradCheck
{
    public static void Run<W>(int seed)
        where W : struct, IWinograd4
    {
        var dice = new Dice(seed);
        int depth = dice.Pick(dice.Next(1, 9), dice.Next(1, 70), 16, 32), outputs = dice.Pick(dice.Next(1, 9), dice.Next(1, 50), W.PanelOutputs, 2 * W.PanelOutputs);
        int tileRows = dice.Next(1, 3), tileColumns = dice.Pick(dice.Next(1, 3), dice.Next(1, 7));
        int pixelStride = depth + dice.Pick(0, dice.Next(1, 9)), outputStride = outputs + dice.Pick(0, dice.Next(1, 9));
        int width = 4 * tileColumns, height = 4 * tileRows, stride = W.Stride;
        int row = pixelStride * (stride * width + 2) + dice.Pick(0, dice.Next(1, 99)), outputRow = outputStride * width + dice.Pick(0, dice.Next(1, 99));
        bool atEnd = dice.Next(0, 1) == 0;

        var weights = new sbyte[outputs * 9 * depth];
        dice.Weights(weights, -128);
        var bias = new int[outputs];
        var scale = new float[outputs];
        for (int o = 0; o < outputs; o++)
        {
            bias[o] = Bias(dice, weights.AsSpan(o * 9 * depth, 9 * depth), (int)WinogradForm.Limit<W>());
            scale[o] = dice.Next(0, 5) switch { 0 => 0.5f, 1 => 1f, 2 => dice.Float(1e-5f, 1e-2f), 3 => 1e30f, 4 => 2e-38f, _ => dice.Float(1e-6f, 1e-4f) };
        }
        var p = new ConvParams
        {
            PixelStep = stride * pixelStride,
            Outer = 3,
            OuterStride = row,
            Inner = 3,
            InnerStride = pixelStride,
            Depth = depth,
            OutputPixelStride = outputStride,
            OutputZero = dice.Next(0, 255),
            Min = dice.Pick(0, 0, 17),
            Max = dice.Pick(255, 255, 200),
        };

        // Behind the last pixel's channels there may be 15 bytes to read.
        using var input = new GuardedBuffer(row * (stride * (height - 1) + 2) + pixelStride * (stride * (width - 1) + 2) + depth + 15, atEnd);
        dice.Activations(input.All);
        byte[] before = input.All.ToArray();
        using var packed = new GuardedBuffer((int)Winograd4.PackedBytes<W>(outputs, depth), atEnd);
        fixed (sbyte* w = weights)
        fixed (int* b = bias)
        fixed (float* s = scale)
        {
            if (!Winograd4.Pack<W>(packed.Start, w, outputs, depth, b, s))
                throw new InvalidOperationException($"seed {seed}: refused");
        }
        string what = $"seed {seed}: {tileRows}x{tileColumns} tiles, {depth} to {outputs}";
        byte[] expected = Direct(input.Start, weights, bias, scale, outputs, width, height, outputRow, in p);
        ConvCheck.Compare(expected, Block<W>(input.Start, packed, tileRows, tileColumns, outputs, outputRow, atEnd, null, in p), what, slack: 0);
        ConvCheck.Compare(expected, Block<W>(input.Start, packed, tileRows, tileColumns, outputs, outputRow, atEnd, dice, in p), what + " (in parts)", slack: 0);
        if (!packed.IsIntact || !input.IsIntact || !input.All.SequenceEqual(before))
            throw new InvalidOperationException(what + ": written beside a buffer");
    }

    /// <summary>Any, or one that takes the greatest or least sum to the end of the range.</summary>
    private static int Bias(Dice dice, ReadOnlySpan<sbyte> weights, int limit)
    {
        int least = 0, greatest = 0;
        foreach (sbyte w in weights)
        {
            least += Math.Min(w * 255, 0);
            greatest += Math.Max(w * 255, 0);
        }
        int from = -limit - least, to = limit - 1 - greatest;
        return dice.Next(0, 3) switch { 0 => from, 1 => to, 2 => dice.Next(from, to), _ => Math.Clamp(dice.Next(-200000, 200000), from, to) };
    }

    private static byte[] Direct(byte* input, sbyte[] weights, int[] bias, float[] scale, int outputs, int width, int height, int outputRow, in ConvParams p)
    {
        using var output = new Buffer(outputRow * height);
        using var panel = new Buffer((nint)PortableKernels.ConvPanelBytes(3, 3, p.Depth));
        for (int o = 0; o < outputs; o += PortableKernels.ConvColumns)
        {
            int some = Math.Min(PortableKernels.ConvColumns, outputs - o);
            fixed (sbyte* w = &weights[o * 9 * p.Depth])
            fixed (int* b = &bias[o])
            fixed (float* s = &scale[o])
                PortableKernels.PackConvPanel(panel.Start, w, some, 3, 3, p.Depth, b, s);
            for (int y = 0; y < height; y++)
                PortableKernels.ConvRow(input + y * (p.PixelStep / p.InnerStride) * p.OuterStride, panel.Start, output.Start + y * outputRow + o, width, some, in p);
        }
        return output.All[256..^256].ToArray();
    }

    /// <summary>The block by one call, or (with dice) as threads share it: ranges of tiles, then ranges of panels.</summary>
    private static byte[] Block<W>(byte* input, GuardedBuffer packed, int tileRows, int tileColumns, int outputs, int outputRow, bool atEnd, Dice? dice, in ConvParams p)
        where W : struct, IWinograd4
    {
        int tiles = tileRows * tileColumns, panels = Winograd4.Panels<W>(outputs);
        using var output = new GuardedBuffer(outputRow * 4 * tileRows, atEnd);
        using var v = new GuardedBuffer(dice is null ? (int)(Winograd4.InputBytes<W>(tiles, p.Depth) + Winograd4.OutputBytes<W>(tiles, outputs)) : (int)Winograd4.InputBytes<W>(tiles, p.Depth), atEnd);
        if (dice is null)
        {
            Winograd4.Input<W>(input, v.Start, tileRows, tileColumns, 0, tiles, p.Depth, in p);
            byte* sums = v.Start + Winograd4.InputBytes<W>(tiles, p.Depth);
            Winograd4.Outputs<W>(v.Start, packed.Start, output.Start, outputRow, sums, tileRows, tileColumns, 0, Winograd4.Panels<W>(outputs), outputs, p.Depth, in p);
        }
        else
        {
            using var m = new GuardedBuffer((int)Winograd4.OutputBytes<W>(tiles, outputs), atEnd);
            for (int end = tiles, first; end > 0; end = first)
            {
                first = dice.Next(0, end - 1);
                Winograd4.Input<W>(input, v.Start, tileRows, tileColumns, first, end, p.Depth, in p);
            }
            for (int end = panels, first; end > 0; end = first)
            {
                first = dice.Next(0, end - 1);
                Winograd4.Outputs<W>(v.Start, packed.Start, output.Start, outputRow, m.Start, tileRows, tileColumns, first, end, outputs, p.Depth, in p);
            }
            if (!m.IsIntact)
                throw new InvalidOperationException("written beside M");
        }
        if (!v.IsIntact || !output.IsIntact)
            throw new InvalidOperationException("written beside V or the output");
        return output.All.ToArray();
    }
}
