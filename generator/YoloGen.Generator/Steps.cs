namespace YoloGen.Generator;

/// <summary>Names of the generator's steps, by which tests see what ran and why.</summary>
internal static class Steps
{
    /// <summary>Path, text and metadata of each .ygraph file.</summary>
    public const string Files = "YoloGen.Files";

    /// <summary>The plan in each text, or what is wrong with it.</summary>
    public const string Plans = "YoloGen.Plans";

    /// <summary>The few words of each plan that decide which class it becomes.</summary>
    public const string Headers = "YoloGen.Headers";

    /// <summary>Classes with the attribute.</summary>
    public const string Claims = "YoloGen.Claims";

    /// <summary>The namespaces that classes may come to stand in.</summary>
    public const string Namespaces = "YoloGen.Namespaces";

    /// <summary>What the project allows and declares: unsafe code, language, framework, types that hide others.</summary>
    public const string Project = "YoloGen.Project";

    /// <summary>Which model becomes which class, and what stands against it.</summary>
    public const string Assignment = "YoloGen.Assignment";

    /// <summary>A plan with the class it becomes.</summary>
    public const string Jobs = "YoloGen.Jobs";

    /// <summary>The text of each class.</summary>
    public const string Classes = "YoloGen.Classes";

    /// <summary>The instruction sets of all classes together.</summary>
    public const string InstructionSets = "YoloGen.InstructionSets";

    /// <summary>The text of the code that all classes share.</summary>
    public const string Support = "YoloGen.Support";
}
