using System.Security;

namespace YoloGen.Tests;

/// <summary>A project as a user of the package has it, in a folder of its own.</summary>
internal sealed class ConsumerProject
{
    private readonly PackageFeed _feed;
    private bool _restored;

    /// <summary>Creates the folder with a library.</summary>
    /// <param name="feed">Where the package is.</param>
    /// <param name="name">Name of folder and project; the folder above it is unique.</param>
    public ConsumerProject(PackageFeed feed, string name = "App")
    {
        _feed = feed;
        Name = name;
        Folder = Directory.CreateDirectory(Path.Combine(feed.Root, Path.GetRandomFileName(), name)).FullName;
        Write("Class.cs", "namespace N; internal static class C;");
    }

    public string Name { get; }

    public string Folder { get; }

    /// <summary>Content of the item group with the models.</summary>
    public string Items { get; set; } = """<YoloModel Include="model.onnx" />""";

    /// <summary>Content of the property group.</summary>
    public string Properties { get; set; } = "<TargetFramework>net10.0</TargetFramework>";

    public string ProjectFile => Path.Combine(Folder, Name + ".csproj");

    /// <summary>Folder of what the models become.</summary>
    public string Results => Path.Combine(Folder, "obj", "Debug", "net10.0", "yologen");

    public string PathOf(string file) => Path.Combine(Folder, file);

    public void Write(string file, string text) => File.WriteAllText(PathOf(file), text);

    public void Write(string file, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
        File.WriteAllBytes(PathOf(file), content);
    }

    /// <summary>Writes the project file as the properties now are.</summary>
    public ConsumerProject Save()
    {
        File.WriteAllText(ProjectFile, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                {Properties}
                <Nullable>enable</Nullable>
                <NuGetAudit>false</NuGetAudit>
                <EnableNETAnalyzers>false</EnableNETAnalyzers>
                <UseAppHost>false</UseAppHost>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="YoloGen" Version="{SecurityElement.Escape(_feed.Version)}" PrivateAssets="all" />
              </ItemGroup>
              <ItemGroup>
                {Items}
              </ItemGroup>
            </Project>
            """);
        return this;
    }

    /// <summary>Builds; restores only the first time.</summary>
    public BuildResult Build(params string[] arguments) => Run("build", arguments);

    /// <summary>Any verb of dotnet that builds.</summary>
    public BuildResult Run(string verb, params string[] arguments)
    {
        string[] restore = _restored && verb is "build" or "clean" ? verb == "clean" ? [] : ["--no-restore"] : [];
        BuildResult result = DotNet.Run(Folder, [verb, .. restore, "--nologo", "-m:1", .. arguments]);
        _restored |= File.Exists(Path.Combine(Folder, "obj", "project.assets.json"));
        return result;
    }

    /// <summary>The files that the models became, without their folder.</summary>
    public IEnumerable<string> ResultFiles() => Directory.Exists(Results) ? Directory.GetFiles(Results).Select(Path.GetFileName).Order(StringComparer.Ordinal)! : [];
}
