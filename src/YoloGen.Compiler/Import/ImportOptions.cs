namespace YoloGen.Compiler.Import;

/// <summary>What the user decides about an import.</summary>
internal sealed record ImportOptions
{
    /// <summary>Shapes of graph inputs by name (<c>--shape NAME=1,3,416,416</c>); needed for inputs with free dimensions.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<int>> Shapes { get; init; } = new Dictionary<string, IReadOnlyList<int>>(StringComparer.Ordinal);
}
