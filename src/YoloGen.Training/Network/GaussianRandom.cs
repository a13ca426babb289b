namespace YoloGen.Training.Network;

/// <summary>Normally distributed numbers from a seed and a name (SplitMix64 and the Box-Muller transform), the same on every platform.</summary>
internal sealed class GaussianRandom
{
    private ulong _state;

    public GaussianRandom(int seed, string name)
    {
        _state = (ulong)(uint)seed * 0x9e3779b97f4a7c15;
        foreach (char c in name)
            _state = (_state ^ c) * 0x100000001b3;
    }

    public double Next()
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - Uniform()));
        return radius * Math.Cos(2 * Math.PI * Uniform());
    }

    private double Uniform()
    {
        _state += 0x9e3779b97f4a7c15;
        ulong z = (_state ^ _state >> 30) * 0xbf58476d1ce4e5b9;
        z = (z ^ z >> 27) * 0x94d049bb133111eb;
        return ((z ^ z >> 31) >> 11) * (1.0 / (1UL << 53));
    }
}
