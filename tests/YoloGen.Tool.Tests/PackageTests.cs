using System.IO.Compression;
using System.Reflection.Metadata;
using System.Text;
using Xunit;

namespace YoloGen.Tests;

/// <summary>The package dotnet-yologen, as a user gets it from a feed.</summary>
public class PackageTests(InstalledTool tool) : IClassFixture<InstalledTool>
{
    private static string Packages { get; } = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } set ? set
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static string Model(string name) => Path.Combine(SharedData.RepositoryRoot, "models", name);

    [Fact]
    public void It_is_smaller_than_40_MB_and_leaves_the_large_libraries_out()
    {
        Assert.InRange(new FileInfo(tool.Package).Length, 1_000_000, 40_000_000);
        using ZipArchive zip = ZipFile.OpenRead(tool.Package);
        string[] natives = [.. zip.Entries.Where(e => e.FullName.Contains("/native/", StringComparison.Ordinal)).Select(e => e.FullName)];
        Assert.Equal(5, natives.Length);
        Assert.All(natives, n => Assert.Contains("libSkiaSharp", n, StringComparison.Ordinal));
        Assert.Contains(zip.Entries, e => e.Name == "YoloGen.Training.dll");
        Assert.Contains(zip.Entries, e => e.Name == "TorchSharp.dll");
    }

    [Fact]
    public void It_carries_readme_licence_icon_repository_and_symbols()
    {
        string facts = tool.Text("dotnet-yologen.nuspec");
        foreach (string part in (string[])["<license type=\"expression\">MIT</license>", "<icon>icon.png</icon>", "<readme>README.md</readme>", "<projectUrl>https://github.com/yologen/yologen</projectUrl>", "<repository type=\"git\" url=\"https://github.com/yologen/yologen\""])
        {
            Assert.Contains(part, facts, StringComparison.Ordinal);
        }

        Assert.StartsWith("# dotnet-yologen", tool.Text("README.md"), StringComparison.Ordinal);
        Assert.NotEmpty(tool.Text("icon.png"));
        Assert.Contains("MIT", tool.Text("LICENSE"), StringComparison.Ordinal);
        using ZipArchive symbols = ZipFile.OpenRead(tool.Symbols);
        Assert.Contains(symbols.Entries, e => e.Name == "yologen.pdb");
    }

    /// <summary>The same bytes at another time, of the symbols too: times, names, ids and order of the entries included.</summary>
    [Fact]
    public void A_second_pack_is_the_same_files()
    {
        (string package, string symbols) = tool.Pack("again");
        foreach ((string first, string second) in ((string, string)[])[(tool.Package, package), (tool.Symbols, symbols)])
        {
            using (ZipArchive zip = ZipFile.OpenRead(first))
            {
                Assert.All(zip.Entries, e => Assert.Equal(new DateTime(2026, 1, 1), e.LastWriteTime.DateTime));
            }

            Assert.True(File.ReadAllBytes(first).AsSpan().SequenceEqual(File.ReadAllBytes(second)), $"two packs of {Path.GetFileName(first)} differ");
        }
    }

    /// <summary>Not an assembly, nor the documents of its symbols, nor any other file: what is built in another folder is the same bytes.</summary>
    [Fact]
    public void Nothing_names_a_folder_of_the_building_machine()
    {
        string[] folders = [SharedData.RepositoryRoot, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + "/.nuget"];
        int files = 0;
        foreach (string path in (string[])[tool.Package, tool.Symbols])
        {
            using ZipArchive zip = ZipFile.OpenRead(path);
            foreach (ZipArchiveEntry entry in zip.Entries)
            {
                using var content = new MemoryStream();
                using (Stream stream = entry.Open())
                {
                    stream.CopyTo(content);
                }

                foreach (byte[] name in folders.SelectMany(f => (byte[][])[Encoding.UTF8.GetBytes(f), Encoding.Unicode.GetBytes(f)]))
                {
                    Assert.True(content.GetBuffer().AsSpan(0, (int)content.Length).IndexOf(name) < 0, $"{entry.FullName} of {Path.GetFileName(path)} names a folder of this machine");
                }

                if (entry.Name.StartsWith("yologen", StringComparison.OrdinalIgnoreCase) && entry.Name.EndsWith(".pdb", StringComparison.Ordinal))
                {
                    files++;
                    content.Position = 0;
                    using MetadataReaderProvider symbols = MetadataReaderProvider.FromPortablePdbStream(content);
                    MetadataReader reader = symbols.GetMetadataReader();
                    Assert.All(reader.Documents, d => Assert.StartsWith("/_/", reader.GetString(reader.GetDocument(d).Name), StringComparison.Ordinal));
                }
            }
        }

        Assert.True(files >= 10, $"{files} files of symbols");
    }

    [Fact]
    public void Compiling_and_detecting_need_nothing_else()
    {
        (int code, string output, string error) = tool.RunBare("--help");
        Assert.True(code == 0, error);
        Assert.Contains("setup", output, StringComparison.Ordinal);

        string compiled = Path.Combine(tool.Folder, "compiled"), scenes = Path.Combine(tool.Folder, "scenes"), found = Path.Combine(tool.Folder, "found");
        (code, _, error) = tool.RunBare("compile", Model("facemask_int8.onnx"), "-o", compiled, "--class", "Faces");
        Assert.True(code == 0, error);
        Assert.True(File.Exists(Path.Combine(compiled, "Faces.g.cs")));

        (code, _, error) = tool.RunBare("data", "synth", "-o", scenes, "--train", "0", "--val", "1");
        Assert.True(code == 0, error);
        (code, output, error) = tool.RunBare("detect", Model("synthetic_int8.onnx"), "--source", Path.Combine(scenes, "images", "val"), "-o", found);
        Assert.True(code == 0, error);
        Assert.Contains("1 photos, ", output, StringComparison.Ordinal);

        (code, output, error) = tool.RunBare("val", "--model", Model("synthetic_int8.onnx"), "--data", scenes, "--engine", "compiled");
        Assert.True(code == 0, error);
        Assert.Contains("mAP50 ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("onnxruntime", "verify", "MODEL")]
    [InlineData("onnxruntime", "bench", "MODEL", "--against", "ort")]
    [InlineData("onnxruntime", "val", "--model", "MODEL", "--data", "SCENES")]
    [InlineData("torch", "export", "--weights", "a.safetensors", "--out", "a.onnx")]
    public void A_verb_that_needs_more_says_which_command_gets_it(string package, params string[] args)
    {
        string scenes = Path.Combine(tool.Folder, "labelled");
        if (args.Contains("SCENES"))
        {
            tool.Run("data", "synth", "-o", scenes, "--train", "1", "--val", "1");
        }

        (int code, _, string error) = tool.RunBare([.. args.Select(a => a.Replace("MODEL", Model("synthetic.onnx"), StringComparison.Ordinal).Replace("SCENES", scenes, StringComparison.Ordinal))]);
        Assert.Equal(1, code);
        Assert.Contains("YG0604", error, StringComparison.Ordinal);
        Assert.Contains($"dotnet yologen setup {package}", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Setup_lists_what_is_missing_and_says_why_it_cannot_fetch()
    {
        (int code, string output, string error) = tool.RunBare("setup");
        Assert.True(code == 0, error);
        Assert.Contains("dotnet yologen setup onnxruntime", output, StringComparison.Ordinal);
        Assert.Contains("qemu-aarch64", output, StringComparison.Ordinal);

        (code, _, error) = tool.RunBare("setup", "onnxruntime", "--source", tool.EmptyPackages);
        Assert.Equal(1, code);
        Assert.Contains("YG0605", error, StringComparison.Ordinal);
        Assert.Contains("NU1101", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Setup_fetches_a_package_once()
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Packages, "microsoft.ml.onnxruntime")), "there is no ONNX Runtime to fetch without a network");
        string packages = Path.Combine(tool.Folder, "fetched");
        (int code, string output, string error) = tool.RunWith(packages, "setup", "onnxruntime", "--source", Packages);
        Assert.True(code == 0, output + error);
        Assert.Contains("Fetching Microsoft.ML.OnnxRuntime", output, StringComparison.Ordinal);

        (code, output, error) = tool.RunWith(packages, "setup", "onnxruntime", "--source", tool.EmptyPackages);
        Assert.True(code == 0, error);
        Assert.Contains("is there", output, StringComparison.Ordinal);
    }

    [Fact]
    public void With_its_library_in_the_packages_folder_verify_works()
    {
        (int code, string output, string error) = tool.Run("verify", Model("synthetic_int8.onnx"));
        // Building these tests restores ONNX Runtime: not to find it (YG0604) is a fault.
        Assert.True(code == 0, output + error);
        Assert.Contains("verified", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("train")]
    [InlineData("prune")]
    [InlineData("export")]
    [InlineData("val")]
    [InlineData("sweep")]
    [InlineData("report")]
    [InlineData("search-rate")]
    [InlineData("anchors")]
    public void The_example_of_a_training_verb_uses_options_that_it_has(string verb)
    {
        (int code, string output, string error) = tool.RunBare(verb, "--help");
        Assert.True(code == 0, error);
        HelpText.CheckExample(verb, output);
    }

    [Fact]
    public void Training_starts_from_the_package_and_its_libraries_are_found()
    {
        (int code, string output, string error) = tool.Run("report", "--help");
        Assert.True(code == 0, error);
        Assert.Contains("dotnet yologen report --runs", output, StringComparison.Ordinal);

        Assert.SkipUnless(Directory.EnumerateDirectories(Packages, "libtorch-cpu-*").Any(), $"there is no libtorch in {Packages}");
        (code, _, error) = tool.Run("export", "--weights", "nothing.safetensors", "--out", "a.onnx");
        Assert.Equal(1, code);
        Assert.DoesNotContain("YG08", error.Replace("YG0802", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("nothing.safetensors", error, StringComparison.Ordinal);
    }
}
