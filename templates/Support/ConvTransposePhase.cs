#nullable enable

namespace YoloGen.Generated;

/// <summary>
/// A transposed convolution as dense ones: along an axis with stride s, the outputs o with (o + pad) mod s = phase see only the kernel
/// elements k with k * dilation mod s = phase, and these lie on input elements of constant distance. Output o = first + j * s of the phase
/// is the sum over its taps t of weight[<see cref="Tap"/>(t)] * input[j + start - t * step], the input's border included.
/// Taps are taken in the order of the kernel, so input elements go backwards: convolve with a negative stride.
/// </summary>
internal readonly struct ConvTransposePhase
{
    private readonly int _firstTap, _tapStep;

    /// <param name="phase">0 to stride - 1; output elements phase, phase + stride, ... belong to it.</param>
    /// <param name="kernel">Elements of the kernel.</param>
    /// <param name="stride">Stride of the layer.</param>
    /// <param name="dilation">Distance of kernel elements in the output.</param>
    /// <param name="pad">Output elements cut off at the beginning.</param>
    public ConvTransposePhase(int phase, int kernel, int stride, int dilation, int pad)
    {
        int common = Common(stride, dilation);
        _tapStep = stride / common;
        Step = dilation / common;
        _firstTap = kernel;
        for (int tap = 0; tap < kernel && tap < _tapStep; tap++)
        {
            if ((phase + pad - tap * dilation) % stride == 0)
            {
                _firstTap = tap;
                Start = (phase + pad - tap * dilation) / stride;
                break;
            }
        }
        Taps = (kernel - _firstTap + _tapStep - 1) / _tapStep;
    }

    /// <summary>Kernel elements of this phase; 0 where its outputs are the bias alone.</summary>
    public int Taps { get; }

    /// <summary>The input element of tap 0 for the first output of the phase.</summary>
    public int Start { get; }

    /// <summary>Input elements backwards from tap to tap.</summary>
    public int Step { get; }

    /// <summary>The kernel element of a tap.</summary>
    public int Tap(int t) => _firstTap + t * _tapStep;

    private static int Common(int a, int b)
    {
        while (b != 0)
            (a, b) = (b, a % b);
        return a;
    }
}
