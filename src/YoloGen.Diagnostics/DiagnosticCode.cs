namespace YoloGen.Diagnostics;

/// <summary>A stable code such as <c>YG0101</c>, documented in <c>docs/diagnostics.md</c>.</summary>
/// <param name="Id">"YG" and four digits.</param>
/// <param name="Severity">Default severity.</param>
/// <param name="Title">What the code means, in a few words.</param>
public sealed record DiagnosticCode(string Id, Severity Severity, string Title);
