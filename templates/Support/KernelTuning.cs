#nullable enable
using System;
using System.Diagnostics;

namespace YoloGen.Generated;

/// <summary>
/// Measures the kernels of those layers that have several, where they run: the whole network runs with one kernel after the other, in turn, and each such
/// layer keeps its least time with each. All kernels give the same bytes, so that nothing but time depends on the outcome.
/// </summary>
internal sealed class KernelTuning
{
    private readonly int[] _layers;
    private readonly byte[] _fitting;
    private readonly string[] _names;
    private readonly long[][] _least;

    /// <summary>For the layers with these numbers, the kernels that fit each (bits), and the names of an instruction set's kernels, separated by spaces.</summary>
    public KernelTuning(ReadOnlySpan<int> layers, ReadOnlySpan<byte> fitting, string names)
    {
        _layers = layers.ToArray();
        _fitting = fitting.ToArray();
        _names = names.Split(' ');
        _least = new long[_names.Length][];
        for (int i = 0; i < _least.Length; i++)
        {
            _least[i] = new long[_layers.Length];
            Array.Fill(_least[i], long.MaxValue);
        }
    }

    /// <summary>Memory for begin and end of each layer in a run, in ticks of <see cref="Stopwatch"/>.</summary>
    public long[] NewClock() => new long[2 * _layers.Length];

    /// <summary>Runs each candidate in turn until the time is up, but each twice at least, the first time to warm up.</summary>
    /// <param name="candidates">A detector for each kernel: how to run it, and the clock that it fills.</param>
    /// <param name="seconds">Time for all together.</param>
    public void Measure(ReadOnlySpan<(Action Run, long[] Clock)> candidates, double seconds)
    {
        long start = Stopwatch.GetTimestamp();
        for (int round = 0; round < 2 || Stopwatch.GetElapsedTime(start).TotalSeconds < seconds; round++)
        {
            for (int kernel = 0; kernel < candidates.Length; kernel++)
            {
                candidates[kernel].Run();
                for (int slot = 0; slot < _layers.Length && round > 0; slot++)
                {
                    if ((_fitting[slot] >> kernel & 1) == 0)
                        continue;
                    long ticks = candidates[kernel].Clock[2 * slot + 1] - candidates[kernel].Clock[2 * slot];
                    _least[kernel][slot] = Math.Min(_least[kernel][slot], ticks);
                }
            }
        }
    }

    /// <summary>The fastest kernel of each layer, as <see cref="KernelSelection.Variable"/> takes it.</summary>
    public string Best(string className)
    {
        byte[] chosen = new byte[_layers.Length];
        for (int slot = 0; slot < chosen.Length; slot++)
        {
            for (int kernel = 1; kernel < _names.Length; kernel++)
            {
                if (_least[kernel][slot] < _least[chosen[slot]][slot])
                    chosen[slot] = (byte)kernel;
            }
        }
        return KernelSelection.Text(className, _layers, chosen, string.Join(' ', _names));
    }
}
