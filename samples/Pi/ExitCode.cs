namespace FaceMaskPi;

/// <summary>What the program tells the shell.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>At least one photo could not be read, or the output could not be written.</summary>
    public const int Failed = 1;

    /// <summary>The command line was not understood.</summary>
    public const int Usage = 2;

    /// <summary>Nobody reads the output any more; what a shell shows for programs that SIGPIPE ends.</summary>
    public const int OutputClosed = 141;
}
