using Photos;

namespace FolderWatcher;

/// <summary>
/// What there is to do in a folder, from reading it. Nothing depends on having been told of each change: photos that came while the program was
/// not running, or in a burst that the system did not report whole, are found like all others.
/// </summary>
/// <param name="folder">The folder.</param>
/// <param name="settle">How long a file has to stay as it is before it counts as written to the end.</param>
internal sealed class PhotoFolder(string folder, TimeSpan settle)
{
    private readonly Dictionary<string, Sighting> _sightings = [];

    /// <summary>Reads the folder.</summary>
    /// <returns>Photos to look at now, in the order of their names, and whether others may be ready soon.</returns>
    /// <exception cref="IOException">The folder is gone or cannot be read.</exception>
    public (IReadOnlyList<PhotoFile> Ready, bool Waiting) Read(TimeProvider clock)
    {
        var ready = new List<PhotoFile>();
        bool waiting = false;
        var present = new HashSet<string>();
        foreach (FileInfo info in new DirectoryInfo(folder).EnumerateFiles())
        {
            if (!PhotoDecoder.IsPhotoName(info.Name) || info.Name.EndsWith(PhotoFile.AnnotatedSuffix, StringComparison.OrdinalIgnoreCase) || !info.Exists)
                continue;
            var file = PhotoFile.Of(info);
            present.Add(file.Path);
            if (!_sightings.TryGetValue(file.Path, out Sighting? seen) || seen.File != file)
                _sightings[file.Path] = seen = new Sighting(file, clock.GetTimestamp()) { Done = file.IsDone() };
            if (seen.Done)
                continue;
            if (clock.GetElapsedTime(seen.Since) >= settle)
                ready.Add(file);
            else
                waiting = true;
        }

        foreach (string gone in _sightings.Keys.Where(path => !present.Contains(path)).ToList())
            _sightings.Remove(gone);
        ready.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return (ready, waiting);
    }

    /// <summary>Takes a photo off the list until it changes.</summary>
    public void MarkDone(PhotoFile file)
    {
        if (_sightings.TryGetValue(file.Path, out Sighting? seen) && seen.File == file)
            seen.Done = true;
    }

    /// <summary>A file as it was first seen: size and time of writing have not changed since then.</summary>
    private sealed record Sighting(PhotoFile File, long Since)
    {
        public bool Done { get; set; }
    }
}
