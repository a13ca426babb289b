using System.Text.Json;
using System.Text.RegularExpressions;
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

    [Fact]
    public void A_wrong_instruction_set_is_one_line()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "sets the variable with env");
        ProgramResult result = Programs.Run("env", ["YOLOGEN_ISA=avx512", "dotnet", sample.Program, "--Watch:Folder", sample.NewFolder()]);
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Matches("^FolderWatcher: YOLOGEN_ISA=avx512 [^\\n]+\\n$", result.Errors);
    }

    [Fact]
    public void The_readme_shows_what_it_logs_and_writes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the test ends the service with a signal");
        string folder = sample.NewFolder(), text;
        string[] log;
        Drawn.Scenes[0].Write(folder, "photo.png");
        using (Service service = Start(folder))
        {
            Result(service, folder, "photo.png", Whole);
            text = File.ReadAllText(Path.Combine(folder, "photo.png.json"));
            File.WriteAllText(Path.Combine(folder, "text.jpg"), "no photo");
            Result(service, folder, "text.jpg", r => Error(r).Length > 0);
            Assert.Equal(0, service.Stop());
            log = [.. service.Log.Split('\n').Select(l => l.Trim()).Where(l => l.Contains("photo.png", StringComparison.Ordinal) || l.Contains("text.jpg", StringComparison.Ordinal))];
        }

        string json = Regex.Replace(Regex.Replace(text, "\"bytes\": [0-9]+", "\"bytes\": …"), "\"modified\": \"[^\"]+\"", "\"modified\": …");
        string readme = File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "samples", "FolderWatcher", "README.md"));
        Assert.True(readme.Contains($"```\n{string.Join('\n', log)}\n```", StringComparison.Ordinal), $"samples/FolderWatcher/README.md should show:\n{string.Join('\n', log)}");
        Assert.True(readme.Contains($"```json\n{json.Trim()}\n```", StringComparison.Ordinal), $"samples/FolderWatcher/README.md should show:\n{json}");
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
