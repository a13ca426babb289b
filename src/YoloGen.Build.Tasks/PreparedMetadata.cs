namespace YoloGen.Build.Tasks;

/// <summary>Metadata of the items that <see cref="PrepareModels"/> makes; the targets know them by these names.</summary>
internal static class PreparedMetadata
{
    // They travel on to AdditionalFiles, where the generator reads those with its prefix, and to EmbeddedResource, whose own metadata they must not set.
    public const string Stamp = "Stamp";
    public const string Graph = "Graph";
    public const string Weights = "Weights";
    public const string Resource = "Resource";
    public const string Name = "ModelName";
    public const string Title = "YoloGenModel";
    public const string ClassName = "FullClassName";
    public const string Access = "YoloGenAccess";
    public const string InstructionSets = "YoloGenIsa";
    public const string ProjectFile = "ProjectFile";
    public const string Line = "Line";
}
