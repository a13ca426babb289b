// What the compiler asks for and netstandard2.0 lacks, for x[^1] and x[1..].
namespace System;

/// <summary>A position from the start or from the end.</summary>
[Microsoft.CodeAnalysis.Embedded]
internal readonly struct Index(int value, bool fromEnd = false) : IEquatable<Index>
{
    private readonly int _value = fromEnd ? ~value : value;

    /// <summary>The first position.</summary>
    public static Index Start => new(0);

    /// <summary>The position behind the last element.</summary>
    public static Index End => new(0, fromEnd: true);

    /// <summary>The number, from wherever it counts.</summary>
    public int Value => _value < 0 ? ~_value : _value;

    /// <summary>Whether it counts from the end.</summary>
    public bool IsFromEnd => _value < 0;

    /// <summary>From the start.</summary>
    public static implicit operator Index(int value) => new(value);

    /// <summary>The position in something of a length.</summary>
    public int GetOffset(int length) => IsFromEnd ? length - Value : Value;

    /// <inheritdoc/>
    public bool Equals(Index other) => _value == other._value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Index other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _value;
}

/// <summary>From a position up to another, which does not belong to it.</summary>
[Microsoft.CodeAnalysis.Embedded]
internal readonly struct Range(Index start, Index end) : IEquatable<Range>
{
    /// <summary>The first.</summary>
    public Index Start { get; } = start;

    /// <summary>The one behind the last.</summary>
    public Index End { get; } = end;

    /// <summary>Everything from a position on.</summary>
    public static Range StartAt(Index start) => new(start, Index.End);

    /// <summary>Everything before a position.</summary>
    public static Range EndAt(Index end) => new(Index.Start, end);

    /// <inheritdoc/>
    public bool Equals(Range other) => Start.Equals(other.Start) && End.Equals(other.End);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Range other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (Start.GetHashCode() * 31) + End.GetHashCode();
}
