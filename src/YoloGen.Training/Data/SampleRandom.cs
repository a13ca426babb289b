namespace YoloGen.Training.Data;

/// <summary>
/// Random numbers of one training sample, from the seed, the epoch and the sample's position alone, so that a resumed run sees what
/// the uninterrupted one would have seen, whatever the number of loader threads (SplitMix64).
/// </summary>
internal struct SampleRandom
{
    private ulong _state;

    public SampleRandom(int seed, long epoch, long index)
    {
        _state = Mix((ulong)(uint)seed + 0x9e3779b97f4a7c15) ^ Mix((ulong)epoch * 0xd1342543de82ef95 + 1) ^ Mix((ulong)index + 0x632be59bd9b4e019);
        Next();
    }

    /// <summary>0 (included) to 1 (excluded).</summary>
    public double Next()
    {
        _state += 0x9e3779b97f4a7c15;
        return (Mix(_state) >> 11) * (1.0 / (1UL << 53));
    }

    public double Between(double low, double high) => low + (high - low) * Next();

    public int Below(int count) => (int)(Next() * count);

    public bool Chance(double probability) => Next() < probability;

    private static ulong Mix(ulong z)
    {
        z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
        z = (z ^ z >> 27) * 0x94d049bb133111eb;
        return z ^ z >> 31;
    }
}
