using System.Collections.Immutable;

namespace YoloGen.Compiler.Graph;

/// <summary>A static shape; every dimension is known and at least 0. A scalar has rank 0.</summary>
/// <param name="Dims">Dimensions, outermost first (N, C, H, W for feature maps).</param>
public readonly record struct Shape(ImmutableArray<int> Dims) : IEquatable<Shape>
{
    /// <summary>Creates a shape from its dimensions.</summary>
    public static Shape Of(params ReadOnlySpan<int> dims) => new([.. dims]);

    /// <summary>The shape of a scalar.</summary>
    public static Shape Scalar { get; } = new([]);

    /// <summary>Number of dimensions.</summary>
    public int Rank => Dims.Length;

    /// <summary>Size of dimension <paramref name="axis"/> (0-based, not negative).</summary>
    public int this[int axis] => Dims[axis];

    /// <summary>Number of elements: the product of the dimensions, 1 for a scalar.</summary>
    public long Count
    {
        get
        {
            long n = 1;
            foreach (int d in Dims)
            {
                n = checked(n * d);
            }

            return n;
        }
    }

    /// <summary>Row-major strides in elements.</summary>
    public ImmutableArray<long> RowMajorStrides()
    {
        var strides = new long[Rank];
        long s = 1;
        for (int i = Rank - 1; i >= 0; i--)
        {
            strides[i] = s;
            s *= Dims[i];
        }

        return [.. strides];
    }

    /// <summary>Compares dimension by dimension.</summary>
    public bool Equals(Shape other) => Dims.AsSpan().SequenceEqual(other.Dims.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var h = default(HashCode);
        foreach (int d in Dims)
        {
            h.Add(d);
        }

        return h.ToHashCode();
    }

    /// <summary>Text such as <c>1x3x416x416</c>; <c>scalar</c> for rank 0.</summary>
    public override string ToString() => Rank == 0 ? "scalar" : string.Join('x', Dims);
}
