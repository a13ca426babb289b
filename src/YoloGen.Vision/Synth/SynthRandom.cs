namespace YoloGen.Vision;

/// <summary>SplitMix64 (Steele, Lea, Flood 2014): the same numbers from the same seed, in every version of .NET.</summary>
internal sealed class SynthRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A generator of its own for item <paramref name="index"/> of a series.</summary>
    public static SynthRandom For(ulong seed, ulong index) => new(new SynthRandom(seed ^ (index * 0xD1342543DE82EF95UL)).NextBits());

    public ulong NextBits()
    {
        ulong z = _state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>0 (inclusive) to 1 (exclusive).</summary>
    public float Unit() => (NextBits() >> 40) * (1f / (1 << 24));

    public float Range(float low, float high) => low + (high - low) * Unit();

    /// <summary>Both ends included.</summary>
    public int Int(int low, int high) => low + (int)(NextBits() % (ulong)(high - low + 1));

    public bool Chance(float probability) => Unit() < probability;

    public T Pick<T>(params ReadOnlySpan<T> items) => items[Int(0, items.Length - 1)];

    /// <summary>About normal: the sum of four uniform numbers, standard deviation 1, never beyond 3.5.</summary>
    public float Normal() => (Unit() + Unit() + Unit() + Unit() - 2f) * 1.7320508f;
}
