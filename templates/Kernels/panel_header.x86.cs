#nullable enable
namespace YoloGen.Generated;

/// <summary>The head of a panel of 16 columns: biases and scales in the order of <see cref="IPanelStore"/>.</summary>
internal static unsafe class PanelHeader
{
    /// <summary>16 biases and 16 scales.</summary>
    public const int Bytes = 128;

    /// <summary>The column in lane 0..15 of the vectors a, b: 0-3, 8-11, 4-7, 12-15.</summary>
    public static int ColumnAt(int lane) => (lane & 3) | ((lane & 4) << 1) | ((lane & 8) >> 1);

    /// <summary>Writes the header; unused columns get 0.</summary>
    public static void Pack(byte* panel, int channels, int* bias, float* scale)
    {
        for (int i = 0; i < 16; i++)
        {
            int column = ColumnAt(i);
            ((int*)panel)[i] = column < channels ? bias[column] : 0;
            ((float*)panel)[16 + i] = column < channels && scale != null ? scale[column] : 0;
        }
    }
}
