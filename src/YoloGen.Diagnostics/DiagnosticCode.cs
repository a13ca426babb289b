namespace YoloGen.Diagnostics;

/// <summary>A stable code such as <c>YG0101</c>, documented in <c>docs/diagnostics.md</c>.</summary>
/// <param name="Id">"YG" and four digits.</param>
/// <param name="Severity">Default severity.</param>
/// <param name="Title">What the code means, in a few words.</param>
public sealed record DiagnosticCode(string Id, Severity Severity, string Title)
{
    /// <summary>Folder of the help pages, one for each code; <c>RepositoryUrl</c> of the packages and the folder in it.</summary>
    public const string HelpFolder = "https://github.com/yologen/yologen/blob/main/docs/diagnostics/";

    /// <summary>The page that explains this code: what it means, a typical cause, and what to do.</summary>
    public string HelpLink => $"{HelpFolder}{Id}.md";
}
