#nullable enable
using System;
using System.Diagnostics.CodeAnalysis;

namespace YoloGen.Generated;

/// <summary>Checks of arguments, made before anything is touched, since what follows is unsafe code.</summary>
internal static class Guard
{
    /// <summary>The length of a span must be the one named.</summary>
    public static void Length(int found, long expected, string argument)
    {
        if (found != expected)
            ThrowLength(found, expected, argument);
    }

    /// <summary>1 to <paramref name="limit"/>.</summary>
    public static void Side(int value, int limit, string argument)
    {
        if (value < 1 || value > limit)
            ThrowSide(value, limit, argument);
    }

    /// <summary>0 to 1, not NaN.</summary>
    public static void Fraction(float value, string argument)
    {
        if (!(value >= 0f && value <= 1f))
            throw new ArgumentOutOfRangeException(argument, value, "A number from 0 to 1 is needed.");
    }

    /// <summary>0 to 3600, not NaN.</summary>
    public static void Seconds(double value, string argument)
    {
        if (!(value >= 0 && value <= 3600))
            throw new ArgumentOutOfRangeException(argument, value, "A number of seconds from 0 to 3600 is needed.");
    }

    public static void Threads(int threads)
    {
        if (threads < 1)
            throw new ArgumentOutOfRangeException(nameof(threads), threads, "At least one thread is needed.");
    }

    public static void NotNull([NotNull] object? value, string argument)
    {
        if (value is null)
            throw new ArgumentNullException(argument);
    }

    public static void NotDisposed([DoesNotReturnIf(true)] bool disposed, object instance) => ObjectDisposedException.ThrowIf(disposed, instance);

    [DoesNotReturn]
    private static void ThrowLength(int found, long expected, string argument) =>
        throw new ArgumentException($"{expected} elements are needed, {found} were given.", argument);

    [DoesNotReturn]
    private static void ThrowSide(int value, int limit, string argument) =>
        throw new ArgumentOutOfRangeException(argument, value, $"1 to {limit} is needed.");
}
