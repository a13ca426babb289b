namespace YoloGen.Natives;

/// <summary>How the user starts the tool, for messages that name a command.</summary>
internal static class CommandName
{
    /// <summary><c>dotnet yologen</c>.</summary>
    public const string Text = "dotnet yologen";

    /// <summary>The command that fetches what is missing.</summary>
    public static string Setup(string what) => $"{Text} setup {what}";
}
