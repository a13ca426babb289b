using Microsoft.Extensions.Options;

namespace FolderWatcher;

/// <summary>Reads the folder when something in it changed, and every few seconds anyhow; hands what is ready to the processor.</summary>
internal sealed partial class PhotoWorker(PhotoProcessor processor, IOptions<WatchOptions> options, TimeProvider clock, ILogger<PhotoWorker> log) : BackgroundService
{
    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim _changed = new(0, 1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        WatchOptions watch = options.Value;
        string path = Path.GetFullPath(watch.Folder);
        Directory.CreateDirectory(path);
        var folder = new PhotoFolder(path, TimeSpan.FromMilliseconds(watch.SettleMilliseconds));
        using FileSystemWatcher watcher = Watch(path);
        Watching(path);
        try
        {
            while (true)
            {
                bool waiting = Pass(folder, stoppingToken);
                bool woken = await _changed.WaitAsync(waiting ? watch.SettleMilliseconds : watch.PollMilliseconds, stoppingToken);
                // A file that is being written tells of every piece.
                if (woken)
                    await Task.Delay(Burst, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            Stopping();
        }
    }

    public override void Dispose()
    {
        _changed.Dispose();
        base.Dispose();
    }

    /// <summary>Looks at all photos that are ready.</summary>
    /// <returns>Whether there are photos that have to be looked at again soon.</returns>
    private bool Pass(PhotoFolder folder, CancellationToken stoppingToken)
    {
        try
        {
            (IReadOnlyList<PhotoFile> ready, bool waiting) = folder.Read(clock);
            foreach (PhotoFile file in ready)
            {
                stoppingToken.ThrowIfCancellationRequested();
                Process(folder, file);
            }

            return waiting;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            FolderUnreadable(e.Message);
            return false;
        }
    }

    private void Process(PhotoFolder folder, PhotoFile file)
    {
        try
        {
            PhotoResult result = processor.Process(file);
            folder.MarkDone(file);
            if (result.Error is { } error)
                Broken(result.Photo, error);
            else
                Found(result.Photo, result.Boxes.Count);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Locked by whoever writes it, gone again, or the disk is full: a later pass tries again.
            Postponed(Path.GetFileName(file.Path), e.Message);
        }
    }

    private FileSystemWatcher Watch(string path)
    {
        var watcher = new FileSystemWatcher(path) { NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.Size };
        watcher.Created += (_, _) => Wake();
        watcher.Changed += (_, _) => Wake();
        watcher.Renamed += (_, _) => Wake();
        watcher.Error += (_, _) => Wake();
        watcher.EnableRaisingEvents = true;
        return watcher;
    }

    private void Wake()
    {
        try
        {
            if (_changed.CurrentCount == 0)
                _changed.Release();
        }
        catch (Exception e) when (e is SemaphoreFullException or ObjectDisposedException)
        {
            // Two events at one time, or one after the end: a pass is due already, or none any more.
        }
    }

    [LoggerMessage(LogLevel.Information, "watching {Folder}")]
    private partial void Watching(string folder);

    [LoggerMessage(LogLevel.Information, "{Photo}: {Count} found")]
    private partial void Found(string photo, int count);

    [LoggerMessage(LogLevel.Warning, "{Photo} is broken: {Error}")]
    private partial void Broken(string photo, string error);

    [LoggerMessage(LogLevel.Warning, "{Photo} has to wait: {Error}")]
    private partial void Postponed(string photo, string error);

    [LoggerMessage(LogLevel.Error, "the folder cannot be read: {Error}")]
    private partial void FolderUnreadable(string error);

    [LoggerMessage(LogLevel.Information, "stopping")]
    private partial void Stopping();
}
