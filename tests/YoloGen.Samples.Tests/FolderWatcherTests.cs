using System.Text.Json;
using Xunit;

namespace YoloGen.Tests;

/// <summary>The folder watcher, built from the package, at work on a folder.</summary>
public sealed class FolderWatcherTests(FolderWatcherTests.Sample sample) : IClassFixture<FolderWatcherTests.Sample>
{
    [Fact]
    public void Looks_at_every_photo_and_survives_broken_ones()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the test ends the service with a signal");
        string folder = sample.NewFolder();
        string aside = sample.NewFolder();
        Drawn first = Drawn.Scenes[0], second = Drawn.Scenes[1];
        first.Write(folder, "early.png");
        using (Service service = Start(folder))
        {
            Answered.Equal(first, Result(service, folder, "early.png", Whole));

            File.WriteAllText(Path.Combine(folder, "broken.jpg"), "no photo");
            JsonElement broken = Result(service, folder, "broken.jpg", r => Error(r).Contains("not a JPEG", StringComparison.Ordinal));
            Assert.Empty(broken.GetProperty("boxes").EnumerateArray());

            byte[] photo = File.ReadAllBytes(second.Write(aside, "slow.png"));
            using (FileStream slow = File.Create(Path.Combine(folder, "slow.png")))
            {
                slow.Write(photo.AsSpan(0, photo.Length / 2));
                slow.Flush();
                Thread.Sleep(100);
                slow.Write(photo.AsSpan(photo.Length / 2));
            }

            Answered.Equal(second, Result(service, folder, "slow.png", Whole));

            File.Copy(Path.Combine(folder, "slow.png"), Path.Combine(folder, "early.png"), overwrite: true);
            Answered.Equal(second, Result(service, folder, "early.png", r => Whole(r) && r.GetProperty("width").GetInt32() == second.Photo.Width));
            Assert.Equal(0, service.Stop());
            Assert.Contains("broken.jpg is broken", service.Log, StringComparison.Ordinal);
        }

        // What was looked at before is left alone; what came in between is found.
        first.Write(folder, "between.png");
        using (Service service = Start(folder))
        {
            Answered.Equal(first, Result(service, folder, "between.png", Whole));
            Assert.Equal(0, service.Stop());
            Assert.DoesNotContain("early.png", service.Log, StringComparison.Ordinal);
            Assert.DoesNotContain("broken.jpg", service.Log, StringComparison.Ordinal);
        }

        Assert.Equal(
            ["between.png.boxes.jpg", "early.png.boxes.jpg", "slow.png.boxes.jpg"],
            Directory.GetFiles(folder, "*.boxes.jpg").Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Empty(Directory.GetFiles(folder, "*.partial"));
    }

    private Service Start(string folder)
        => new(Path.GetDirectoryName(sample.Program)!, sample.Program, "--Watch:Folder", folder, "--Watch:SettleMilliseconds", "300", "--Watch:PollMilliseconds", "1000");

    /// <summary>On a busy machine half a photo may be looked at; the whole one is looked at then.</summary>
    private static bool Whole(JsonElement result) => Error(result).Length == 0;

    private static string Error(JsonElement result) => result.TryGetProperty("error", out JsonElement error) ? error.GetString()! : "";

    private static JsonElement Result(Service service, string folder, string photo, Func<JsonElement, bool> accept)
        => service.WaitFor(
            () => File.Exists(Path.Combine(folder, photo + ".json")) && JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, photo + ".json"))) is { } result && accept(result.RootElement) ? result : null,
            $"result of {photo}").RootElement;

    public sealed class Sample : SampleBuild
    {
        public Sample(PackageFeed feed) : base(feed, "FolderWatcher") => DotNetRun("build", "-c", "Release");

        public string Program => Path.Combine(Folder, "bin", "Release", "net10.0", "FolderWatcher.dll");
    }
}
