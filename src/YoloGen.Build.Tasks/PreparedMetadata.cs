namespace YoloGen.Build.Tasks;

/// <summary>Metadata of the items that <see cref="PrepareModels"/> makes; the targets know them by these names.</summary>
internal static class PreparedMetadata
{
    public const string Stamp = "Stamp";
    public const string Graph = "Graph";
    public const string Weights = "Weights";
    public const string Resource = "Resource";
    public const string Name = "ModelName";
    public const string Title = "ModelTitle";
    public const string ClassName = "FullClassName";
    public const string Access = "Access";
    public const string InstructionSets = "Isa";
    public const string ProjectFile = "ProjectFile";
    public const string Line = "Line";
}
