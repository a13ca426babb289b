using System.Globalization;
using Xunit;
using YoloGen.Vision;

namespace YoloGen.Tests;

/// <summary>A project with every switch of the compiler at its strictest: it builds without a warning, and the detector finds the same boxes.</summary>
public sealed class StrictProjectTests(PackageFeed feed)
{
    private const string Program = """
        using System;
        using System.Globalization;
        using System.IO;
        using App;

        int zero = args.Length - args.Length;
        try
        {
            Console.WriteLine($"checked: {(byte)(zero - 1)}".Length < 0);
        }
        catch (OverflowException)
        {
            Console.WriteLine("checked");
        }

        foreach (string isa in new[] { "", "portable" })
        {
            Environment.SetEnvironmentVariable("YOLOGEN_ISA", isa);
            using var detector = new SceneDetector(threads: 2);
            var found = new SceneDetector.Detection[100];
            foreach (string name in args)
            {
                string[] parts = Path.GetFileNameWithoutExtension(name).Split('x');
                int count = detector.Detect(File.ReadAllBytes(name), int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture), found);
                Console.WriteLine($"{Path.GetFileName(name)}: {count}");
                for (int i = 0; i < count; i++)
                {
                    SceneDetector.Detection d = found[i];
                    Console.WriteLine(FormattableString.Invariant($"{SceneDetector.ClassNames[d.ClassId]} {d.Score:R} {d.X:R} {d.Y:R} {d.Width:R} {d.Height:R}"));
                }
            }
        }
        """;

    /// <summary>Wide and tall photos are letterboxed, tiny ones enlarged, and the last two are as narrow as they come.</summary>
    private static readonly (int Width, int Height)[] Sizes = [(416, 416), (640, 360), (300, 500), (48, 40), (3000, 1), (1, 1)];

    [Fact]
    public void Checked_arithmetic_finds_the_same_boxes_in_photos_of_every_shape()
    {
        string plain = Boxes("disable", "false"), strict = Boxes("enable", "true");
        Assert.StartsWith("checked\n", strict, StringComparison.Ordinal);
        Assert.Equal(plain[plain.IndexOf('\n', StringComparison.Ordinal)..], strict[strict.IndexOf('\n', StringComparison.Ordinal)..]);
        Assert.Contains("mask 0.", plain, StringComparison.Ordinal);
    }

    private string Boxes(string nullable, string isChecked)
    {
        var project = new ConsumerProject(feed)
        {
            Items = """<YoloModel Include="scene.onnx" ClassName="SceneDetector" />""",
            Properties = $"""
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <CheckForOverflowUnderflow>{isChecked}</CheckForOverflowUnderflow>
                <ImplicitUsings>disable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild>
                <GenerateDocumentationFile>true</GenerateDocumentationFile>
                <InvariantGlobalization>true</InvariantGlobalization>
                <!-- Of the program's own lines. -->
                <NoWarn>CA1303;CA1515;CA1812;CA1852;IDE0055;IDE0058;IDE0008</NoWarn>
                """,
        };
        project.Save();
        // After what the fixture says for quick builds.
        File.WriteAllText(project.ProjectFile, File.ReadAllText(project.ProjectFile).Replace("</Project>", $"""
              <PropertyGroup>
                <Nullable>{nullable}</Nullable>
                <EnableNETAnalyzers>{isChecked}</EnableNETAnalyzers>
                <AnalysisLevel>latest-all</AnalysisLevel>
              </PropertyGroup>
            </Project>
            """, StringComparison.Ordinal));
        File.Delete(project.PathOf("Class.cs"));
        project.Write("Program.cs", Program);
        project.Write("scene.onnx", File.ReadAllBytes(Path.Combine(SharedData.RepositoryRoot, "models", "synthetic_int8.onnx")));
        BuildResult built = project.Build("-c", "Release");
        Assert.True(built.Succeeded && built.Findings.Count == 0, built.Output);
        BuildResult run = DotNet.Run(project.Folder, [project.PathOf(Path.Combine("bin", "Release", "net10.0", "App.dll")), .. Sizes.Select(size => Photo(project.Folder, size.Width, size.Height))]);
        Assert.True(run.Succeeded, run.Output);
        return run.Output.ReplaceLineEndings("\n");
    }

    private static string Photo(string folder, int width, int height)
    {
        Photo scene = SceneComposer.Draw(7, 0, new SynthOptions { Width = Math.Max(width, 16), Height = Math.Max(height, 16) }).Photo;
        byte[] rgb = new byte[3 * width * height];
        for (int y = 0; y < height; y++)
        {
            scene.Rgb.AsSpan(3 * y * scene.Width, 3 * width).CopyTo(rgb.AsSpan(3 * y * width));
        }

        string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{width}x{height}.rgb"));
        File.WriteAllBytes(path, rgb);
        return path;
    }
}
