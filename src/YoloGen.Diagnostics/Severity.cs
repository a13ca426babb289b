namespace YoloGen.Diagnostics;

/// <summary>How bad a diagnostic is.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nothing is wrong.</summary>
    Info,

    /// <summary>The result is usable but probably not what the user wants.</summary>
    Warning,

    /// <summary>No result is produced.</summary>
    Error,
}
