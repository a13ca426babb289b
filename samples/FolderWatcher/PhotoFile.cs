namespace FolderWatcher;

/// <summary>A photo in the folder, as the file system describes it.</summary>
internal readonly record struct PhotoFile(string Path, long Bytes, DateTime Modified)
{
    /// <summary>Ends the name of pictures with boxes; they are photos too, and not looked at.</summary>
    public const string AnnotatedSuffix = ".boxes.jpg";

    public static PhotoFile Of(FileInfo info) => new(info.FullName, info.Length, info.LastWriteTimeUtc);

    public string ResultPath => Path + ".json";

    public string AnnotatedPath => Path + AnnotatedSuffix;

    /// <summary>Whether there is a result, and of this very file.</summary>
    public bool IsDone() => PhotoResult.Read(ResultPath) is { } result && result.Bytes == Bytes && result.Modified == Modified;
}
