#nullable enable
using System.IO;

namespace YoloGen.Generated;

/// <summary>Lists of rows, columns or slices in the weights file: addresses are made of them, so each is checked once, before it is used.</summary>
internal static unsafe class IndexTable
{
    /// <summary>Each of <paramref name="count"/> numbers is at least <paramref name="least"/> and less than <paramref name="end"/>.</summary>
    /// <exception cref="InvalidDataException">One is not.</exception>
    public static void Check(byte* table, int count, int least, int end)
    {
        int* numbers = (int*)table;
        for (int i = 0; i < count; i++)
        {
            if (numbers[i] < least || numbers[i] >= end)
                throw new InvalidDataException($"The weights hold the index {numbers[i]} where {least} to {end - 1} is possible: they are damaged, or not those of this class. Compile the model again.");
        }
    }
}
