using FolderWatcher;
using Xunit;

namespace YoloGen.Tests;

/// <summary>How the folder watcher decides what there is to do, with a clock of its own.</summary>
public sealed class PhotoFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("yologen-").FullName;
    private readonly Clock _clock = new();

    [Fact]
    public void A_photo_is_ready_when_it_has_not_changed_for_a_while()
    {
        var folder = new PhotoFolder(_folder, TimeSpan.FromSeconds(1));
        Write("a.jpg", 10);
        Write("notes.txt", 10);
        Write("old.jpg" + PhotoFile.AnnotatedSuffix, 10);
        Assert.Equal("waiting", Read(folder));
        _clock.Seconds += 0.9;
        Write("a.jpg", 20);
        Assert.Equal("waiting", Read(folder));
        _clock.Seconds += 0.9;
        Assert.Equal("waiting", Read(folder));
        _clock.Seconds += 0.1;
        Assert.Equal("a.jpg", Read(folder));
        // Until it is done: a photo that could not be read comes again.
        Assert.Equal("a.jpg", Read(folder));
        folder.MarkDone(folder.Read(_clock).Ready[0]);
        Assert.Equal("", Read(folder));
    }

    [Fact]
    public void Only_a_result_of_this_very_file_counts_as_done()
    {
        Write("a.jpg", 10);
        var info = new FileInfo(Path.Combine(_folder, "a.jpg"));
        PhotoFile file = PhotoFile.Of(info);
        new PhotoResult("a.jpg", file.Bytes, file.Modified, 1, 1, [], null).Write(file.ResultPath);
        Assert.Equal("", Read(new PhotoFolder(_folder, TimeSpan.Zero)));
        new PhotoResult("a.jpg", file.Bytes, file.Modified.AddSeconds(-1), 1, 1, [], null).Write(file.ResultPath);
        Assert.Equal("a.jpg", Read(new PhotoFolder(_folder, TimeSpan.Zero)));
        File.WriteAllText(file.ResultPath, "{ broken");
        Assert.Equal("a.jpg", Read(new PhotoFolder(_folder, TimeSpan.Zero)));
    }

    [Fact]
    public void A_new_photo_of_the_same_name_is_looked_at_again()
    {
        var folder = new PhotoFolder(_folder, TimeSpan.Zero);
        Write("a.jpg", 10);
        folder.MarkDone(folder.Read(_clock).Ready[0]);
        Assert.Equal("", Read(folder));
        File.Delete(Path.Combine(_folder, "a.jpg"));
        Assert.Equal("", Read(folder));
        Write("a.jpg", 10);
        File.SetLastWriteTimeUtc(Path.Combine(_folder, "a.jpg"), DateTime.UtcNow.AddSeconds(5));
        Assert.Equal("a.jpg", Read(folder));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string name, int bytes) => File.WriteAllBytes(Path.Combine(_folder, name), new byte[bytes]);

    private string Read(PhotoFolder folder)
    {
        (IReadOnlyList<PhotoFile> ready, bool waiting) = folder.Read(_clock);
        return string.Join(' ', ready.Select(file => Path.GetFileName(file.Path)).Concat(waiting ? ["waiting"] : (string[])[]));
    }

    private sealed class Clock : TimeProvider
    {
        public double Seconds { get; set; }

        public override long TimestampFrequency => 1_000_000;

        public override long GetTimestamp() => (long)Math.Round(Seconds * 1_000_000);
    }
}
