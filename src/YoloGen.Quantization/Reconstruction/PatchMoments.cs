using System.Numerics;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Quantization.Reconstruction;

/// <summary>
/// What a convolution reads: mean, and mean product of each two, of the values under its window, over a sample of its positions.
/// Rounding errors of weights add up by these: e'He is the squared error of a result. Products are kept within blocks of input channels,
/// so that memory and time grow with the number of weights.
/// </summary>
internal sealed class PatchMoments
{
    /// <summary>Most values in a block.</summary>
    private const int MaxBlock = 384;

    private readonly Conv _conv;
    private readonly Shape _input;
    private readonly Shape _output;
    private readonly int _groupChannels;
    private readonly int _taps;
    private readonly float[] _patch;
    private readonly double[] _sums;
    private readonly double[] _present;
    private long _count;
    private int _photos;

    public PatchMoments(Node node)
    {
        _conv = (Conv)node.Op;
        _input = node.Input(0).Shape;
        _output = node.Output.Shape;
        Shape weights = node.Input(1).Shape;
        _groupChannels = weights[1];
        _taps = weights[2] * weights[3];
        Length = _groupChannels * _taps;
        int most = Math.Max(1, MaxBlock / _taps);
        Blocks = [.. Enumerable.Range(0, (_groupChannels + most - 1) / most).Select(i => (i * most * _taps, Math.Min(most, _groupChannels - (i * most)) * _taps))];
        Products = [.. Enumerable.Range(0, _conv.Group).SelectMany(_ => Blocks).Select(b => new float[b.Length * b.Length])];
        _patch = new float[Length];
        _sums = new double[_conv.Group * Length];
        _present = new double[_taps];
    }

    /// <summary>Values that a result is made of.</summary>
    public int Length { get; }

    /// <summary>First value and number of values of each block of a group.</summary>
    public IReadOnlyList<(int Start, int Length)> Blocks { get; }

    /// <summary>Sums of products, the lower triangle, for each block of each group.</summary>
    public float[][] Products { get; }

    /// <summary>Bytes that the products of a convolution take.</summary>
    public static long BytesOf(Node node)
    {
        Shape w = node.Input(1).Shape;
        long length = (long)w[1] * w[2] * w[3];
        return 4 * ((Conv)node.Op).Group * length * Math.Min(length, MaxBlock);
    }

    /// <summary>Mean of a value under the window, padding included.</summary>
    public double Mean(int group, int index) => _sums[(group * Length) + index] / Math.Max(1, _count);

    /// <summary>Share of the positions at which a tap of the window is not padding.</summary>
    public double Present(int tap) => _present[tap] / Math.Max(1, _count);

    /// <summary>Adds some positions of a photo.</summary>
    /// <param name="values">The convolution's input.</param>
    /// <param name="positions">How many positions, spread evenly.</param>
    public void Add(ReadOnlySpan<float> values, int positions)
    {
        int width = _output[3], places = _output[2] * width;
        int used = Math.Min(positions, places);
        for (int i = 0; i < used; i++)
        {
            // Another offset in each photo: the same places would see the same part of every scene.
            int place = (int)((((long)i * places / used) + (_photos * 7919L)) % places);
            Add(values, place / width, place % width);
        }

        _photos++;
    }

    private void Add(ReadOnlySpan<float> values, int row, int column)
    {
        Window2D w = _conv.Window;
        int top = (row * w.StrideH) - w.PadTop, left = (column * w.StrideW) - w.PadLeft;
        for (int group = 0; group < _conv.Group; group++)
        {
            int at = 0;
            for (int c = 0; c < _groupChannels; c++)
            {
                ReadOnlySpan<float> plane = values.Slice(((group * _groupChannels) + c) * _input[2] * _input[3], _input[2] * _input[3]);
                for (int tap = 0; tap < _taps; tap++, at++)
                {
                    int y = top + (tap / w.KernelW * w.DilationH), x = left + (tap % w.KernelW * w.DilationW);
                    bool inside = (uint)y < (uint)_input[2] && (uint)x < (uint)_input[3];
                    float value = inside ? plane[(y * _input[3]) + x] : 0;
                    _patch[at] = value;
                    _sums[(group * Length) + at] += value;
                    _present[tap] += inside && group == 0 && c == 0 ? 1 : 0;
                }
            }

            for (int block = 0; block < Blocks.Count; block++)
            {
                AddProducts(_patch.AsSpan(Blocks[block].Start, Blocks[block].Length), Products[(group * Blocks.Count) + block]);
            }
        }

        _count++;
    }

    private static void AddProducts(ReadOnlySpan<float> patch, float[] products)
    {
        for (int i = 0; i < patch.Length; i++)
        {
            float value = patch[i];
            if (value == 0)
            {
                continue;
            }

            Span<float> row = products.AsSpan(i * patch.Length, i + 1);
            int j = 0;
            for (; j <= row.Length - Vector<float>.Count; j += Vector<float>.Count)
            {
                (new Vector<float>(row[j..]) + (new Vector<float>(patch[j..]) * value)).CopyTo(row[j..]);
            }

            for (; j < row.Length; j++)
            {
                row[j] += patch[j] * value;
            }
        }
    }
}
