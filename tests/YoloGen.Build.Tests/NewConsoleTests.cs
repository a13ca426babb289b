using System.Globalization;
using Xunit;
using YoloGen.Vision;

namespace YoloGen.Tests;

/// <summary>A console program as a new user makes it, with the shipped INT8 model: run, published in one file, and as native code for the Pi.</summary>
public class NewConsoleTests(PackageFeed feed)
{
    private const string Program = """
        using App;

        byte[] photo = File.ReadAllBytes(args[0]);
        int width = int.Parse(args[1]), height = int.Parse(args[2]);
        using var detector = new SceneDetector(threads: 1);
        Span<SceneDetector.Detection> found = stackalloc SceneDetector.Detection[100];
        int n = detector.Detect(photo, width, height, found);
        foreach (ref readonly var d in found[..n])
            Console.WriteLine(FormattableString.Invariant($"{SceneDetector.ClassNames[d.ClassId]} {d.Score:F2} at {d.X:F1},{d.Y:F1} {d.Width:F1}x{d.Height:F1}"));
        """;

    [Fact]
    public void A_new_console_program_prints_boxes_also_in_one_file_and_on_the_Pi()
    {
        string root = Directory.CreateDirectory(Path.Combine(feed.Root, Path.GetRandomFileName())).FullName;
        string folder = Path.Combine(root, "App");
        Succeed(DotNet.Run(root, "new", "console", "-o", "App", "--no-restore"));
        Succeed(DotNet.Run(folder, "add", "package", "YoloGen", "--version", feed.Version));
        File.Copy(Path.Combine(SharedData.RepositoryRoot, "models", "synthetic_int8.onnx"), Path.Combine(folder, "scene.onnx"));
        string project = Path.Combine(folder, "App.csproj");
        string text = File.ReadAllText(project);
        Assert.Contains("<PrivateAssets>all</PrivateAssets>", text, StringComparison.Ordinal);
        File.WriteAllText(project, text.Replace("</Project>", """
              <ItemGroup>
                <YoloModel Include="scene.onnx" ClassName="SceneDetector" />
              </ItemGroup>
              <PropertyGroup>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <AnalysisMode>All</AnalysisMode>
                <NoWarn>CA1303;CA1305;CA1515;CA1812</NoWarn>
              </PropertyGroup>
            </Project>
            """, StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(folder, "Program.cs"), Program);

        SynthScene scene = SceneComposer.Draw(7, 0);
        string photo = Path.Combine(root, "photo.rgb");
        File.WriteAllBytes(photo, scene.Photo.Rgb);
        string[] arguments = [photo, scene.Photo.Width.ToString(CultureInfo.InvariantCulture), scene.Photo.Height.ToString(CultureInfo.InvariantCulture)];

        BuildResult built = Succeed(DotNet.Run(folder, "build", "--nologo", "-m:1"));
        Assert.Equal(["scene.onnx"], built.Compiled);
        Assert.Empty(built.Findings);
        string boxes = Boxes(DotNet.Run(folder, ["run", "--no-build", "--", .. arguments]));
        Assert.Contains("mask", boxes, StringComparison.Ordinal);

        Succeed(DotNet.Run(folder, "publish", "--nologo", "-m:1", "-p:PublishSingleFile=true", "--self-contained", "false", "--use-current-runtime", "-o", Path.Combine(root, "single")));
        string[] files = [.. Directory.GetFiles(Path.Combine(root, "single")).Where(f => !f.EndsWith(".pdb", StringComparison.Ordinal))];
        Assert.Equal(boxes, Boxes(DotNet.RunProgram(Assert.Single(files), root, arguments)));

        foreach (string program in (string[])["qemu-aarch64", "aarch64-linux-gnu-gcc", "clang"])
        {
            Assert.SkipUnless(
                (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(p => p.Length > 0 && File.Exists(Path.Combine(p, program))),
                $"{program} is not installed (eng/setup.sh installs it)");
        }

        Succeed(DotNet.Run(folder, "publish", "--nologo", "-m:1", "-r", "linux-arm64", "-p:PublishAot=true", "-o", Path.Combine(root, "pi")));
        foreach (string core in (string[])["cortex-a72", "cortex-a76"])
        {
            Assert.Equal(boxes, Boxes(DotNet.RunProgram("qemu-aarch64", root, ["-cpu", core, "-L", "/usr/aarch64-linux-gnu", Path.Combine(root, "pi", "App"), .. arguments])));
        }
    }

    private static BuildResult Succeed(BuildResult result)
    {
        Assert.True(result.Succeeded, result.Output);
        return result;
    }

    private static string Boxes(BuildResult run) => Succeed(run).Output.Trim().ReplaceLineEndings("\n");
}
