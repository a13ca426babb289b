namespace YoloGen.Detection;

/// <summary>The grids of a detector: a cell for so many input pixels, each direction rounded up.</summary>
internal static class Grids
{
    /// <summary>Sets of strides that detectors have, the usual ones first.</summary>
    private static readonly int[][] Sets = [[8, 16, 32], [16, 32], [8, 16, 32, 64], [4, 8, 16, 32], [4, 8, 16], [8, 16], [8, 16, 32, 64, 128], [16, 32, 64], [32, 64], [8], [16], [32], [4]];

    /// <summary>The strides whose cells, <paramref name="perCell"/> places each, are so many places; null if there are none, or other ones than the metadata say.</summary>
    public static int[]? Strides(ModelSignature signature, long places, int perCell = 1)
        => Array.Find(Sets, s => IsStated(signature, s) && perCell * signature.Cells(s) == places);

    /// <summary>The strides of grids of so many places each, the finest first; null where a size is no grid's.</summary>
    public static int[]? Strides(ModelSignature signature, IReadOnlyList<long> places, int perCell = 1)
        => Array.Find(Sets, s => IsStated(signature, s) && s.Select(stride => perCell * signature.Cells(stride)).SequenceEqual(places));

    private static bool IsStated(ModelSignature signature, int[] strides) => signature.StatedStride is not { } stated || strides[^1] == stated;

    public static int Width(ModelSignature signature, int stride) => (signature.Width + stride - 1) / stride;

    public static int Height(ModelSignature signature, int stride) => (signature.Height + stride - 1) / stride;

    public static string Words(IReadOnlyList<int> strides, int perCell)
        => $"{(perCell == 1 ? "one place" : $"{perCell} places")} a cell of {(strides.Count == 1 ? "stride" : "strides")} {string.Join(", ", strides)}";
}
