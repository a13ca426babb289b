namespace FolderWatcher;

/// <summary>The section Watch of appsettings.json; also Watch__Folder in the environment and --Watch:Folder on the command line.</summary>
internal sealed class WatchOptions
{
    private const int Hour = 3_600_000;

    /// <summary>The folder to watch; created where it is missing. Folders in it are not watched.</summary>
    public string Folder { get; set; } = "";

    /// <summary>Whether a picture with the boxes is written too.</summary>
    public bool Annotate { get; set; } = true;

    /// <summary>Least score of a box; the model's own where none is set.</summary>
    public float Score { get; set; } = FaceMaskDetector.DefaultScore;

    /// <summary>How long a file has to stay as it is before it counts as written to the end.</summary>
    public int SettleMilliseconds { get; set; } = 500;

    /// <summary>How often the folder is read without being told of a change: network drives do not tell.</summary>
    public int PollMilliseconds { get; set; } = 5000;

    /// <summary>Whether the options can be worked with.</summary>
    public bool IsValid()
        => Folder.Length > 0 && Score is >= 0 and <= 1 && SettleMilliseconds is >= 1 and <= Hour && PollMilliseconds is >= 1 and <= Hour;
}
