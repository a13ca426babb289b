using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Xml.Linq;
using Xunit;

namespace YoloGen.Tests;

/// <summary>What is in the package.</summary>
public class PackageContentTests(PackageFeed feed)
{
    private const long MaxBytes = 10_000_000;

    [Fact]
    public void The_package_holds_what_it_must_and_is_small()
    {
        Assert.InRange(new FileInfo(feed.Package).Length, 1, MaxBytes);
        using ZipArchive package = ZipFile.OpenRead(feed.Package);
        HashSet<string> names = [.. package.Entries.Select(e => e.FullName)];
        foreach (string name in (string[])
        [
            "README.md", "LICENSE", "icon.png", "build/YoloGen.props", "build/YoloGen.targets",
            "tools/net10.0/yologen-compile.dll", "tools/net10.0/yologen-compile.runtimeconfig.json", "tools/net10.0/YoloGen.Compiler.dll", "tools/net10.0/Google.Protobuf.dll",
            "tools/netstandard2.0/YoloGen.Build.Tasks.dll",
            "analyzers/dotnet/cs/YoloGen.Generator.dll", "analyzers/dotnet/cs/YoloGen.Emit.dll", "analyzers/dotnet/cs/YoloGen.Plan.dll", "analyzers/dotnet/cs/YoloGen.Diagnostics.dll", "analyzers/dotnet/cs/Scriban.Signed.dll",
        ])
        {
            Assert.Contains(name, names);
        }

        // MSBuild and Roslyn bring their own; nothing becomes a reference of the consumer.
        Assert.DoesNotContain(names, n => n.Contains("Microsoft.CodeAnalysis", StringComparison.Ordinal) || n.Contains("Microsoft.Build.", StringComparison.Ordinal));
        Assert.DoesNotContain(names, n => n.StartsWith("lib/", StringComparison.Ordinal) || n.StartsWith("ref/", StringComparison.Ordinal));

        // Symbols lie beside each assembly of ours.
        string[] own = [.. names.Where(n => n.EndsWith(".dll", StringComparison.Ordinal) && Path.GetFileName(n).StartsWith("yologen", StringComparison.OrdinalIgnoreCase))];
        Assert.All(own, n => Assert.Contains(Path.ChangeExtension(n, ".pdb"), names));
    }

    [Fact]
    public void The_package_says_what_it_is_and_asks_for_no_other()
    {
        using ZipArchive package = ZipFile.OpenRead(feed.Package);
        using Stream stream = package.GetEntry("YoloGen.nuspec")!.Open();
        XElement metadata = XDocument.Load(stream).Root!.Elements().Single(e => e.Name.LocalName == "metadata");
        string Value(string name) => metadata.Elements().Single(e => e.Name.LocalName == name).Value;
        Assert.Equal("YoloGen", Value("id"));
        Assert.Equal("true", Value("developmentDependency"));
        Assert.Equal("MIT", Value("license"));
        Assert.Equal("icon.png", Value("icon"));
        Assert.Equal("README.md", Value("readme"));
        Assert.StartsWith("https://", metadata.Elements().Single(e => e.Name.LocalName == "repository").Attribute("url")!.Value, StringComparison.Ordinal);
        Assert.DoesNotContain(metadata.Descendants(), e => e.Name.LocalName == "dependency");
    }

    /// <summary>What the analyzers' folder lacks, an IDE on the .NET Framework cannot load: every assembly there finds its references there, in Roslyn or in the framework.</summary>
    [Fact]
    public void The_generator_and_the_task_find_their_references()
    {
        using ZipArchive package = ZipFile.OpenRead(feed.Package);
        foreach (string folder in (string[])["analyzers/dotnet/cs/", "tools/netstandard2.0/"])
        {
            ZipArchiveEntry[] assemblies = [.. package.Entries.Where(e => e.FullName.StartsWith(folder, StringComparison.Ordinal) && e.Name.EndsWith(".dll", StringComparison.Ordinal))];
            Assert.NotEmpty(assemblies);
            HashSet<string> known = [.. assemblies.Select(a => Path.GetFileNameWithoutExtension(a.Name)), "netstandard"];
            foreach (ZipArchiveEntry assembly in assemblies.Where(a => a.Name.StartsWith("YoloGen", StringComparison.Ordinal) || a.Name.StartsWith("Scriban", StringComparison.Ordinal)))
            {
                string[] missing = [.. References(assembly).Where(r => !known.Contains(r)
                    && !r.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) && !r.StartsWith("Microsoft.Build.", StringComparison.Ordinal)
                    && r is not ("System.Collections.Immutable" or "System.Reflection.Metadata"))];
                Assert.True(missing.Length == 0, $"{assembly.FullName} asks for {string.Join(", ", missing)}");
            }
        }
    }

    /// <summary>The same bytes at another time: times and names of entries, ids and order included.</summary>
    [Fact]
    public void A_second_pack_is_the_same_file()
    {
        string again = Path.Combine(feed.Root, "again");
        Assert.True(File.ReadAllBytes(feed.Package).AsSpan().SequenceEqual(File.ReadAllBytes(feed.Pack(again))), "two packs differ");
        using ZipArchive package = ZipFile.OpenRead(feed.Package);
        Assert.All(package.Entries, e => Assert.Equal(new DateTime(2026, 1, 1), e.LastWriteTime.DateTime));
    }

    /// <summary>Neither an assembly nor the documents of its symbols name a folder of this machine.</summary>
    [Fact]
    public void Nothing_of_ours_names_a_folder_of_the_building_machine()
    {
#if DEBUG
        Assert.Skip("Debug builds keep the paths, for debuggers");
#endif
        using ZipArchive package = ZipFile.OpenRead(feed.Package);
        int assemblies = 0, documents = 0;
        foreach (ZipArchiveEntry entry in package.Entries.Where(e => e.Name.StartsWith("yologen", StringComparison.OrdinalIgnoreCase) && Path.GetExtension(e.Name) is ".dll" or ".pdb"))
        {
            byte[] content = Content(entry);
            foreach (byte[] path in (byte[][])[Encoding.UTF8.GetBytes(SharedData.RepositoryRoot), Encoding.Unicode.GetBytes(SharedData.RepositoryRoot)])
                Assert.True(content.AsSpan().IndexOf(path) < 0, $"{entry.FullName} names {SharedData.RepositoryRoot}");
            if (Path.GetExtension(entry.Name) == ".dll")
            {
                assemblies++;
                continue;
            }

            // Portable symbols keep a document's name in pieces, one for each folder.
            using MetadataReaderProvider symbols = MetadataReaderProvider.FromPortablePdbImage([.. content]);
            MetadataReader reader = symbols.GetMetadataReader();
            foreach (DocumentHandle handle in reader.Documents)
            {
                documents++;
                Assert.StartsWith("/_/", reader.GetString(reader.GetDocument(handle).Name), StringComparison.Ordinal);
            }
        }

        Assert.True(assemblies >= 8 && documents > 300, $"{assemblies} assemblies, {documents} documents");
    }

    private static byte[] Content(ZipArchiveEntry entry)
    {
        using var content = new MemoryStream();
        using Stream stream = entry.Open();
        stream.CopyTo(content);
        return content.ToArray();
    }

    private static string[] References(ZipArchiveEntry assembly)
    {
        using var file = new PEReader([.. Content(assembly)]);
        MetadataReader reader = file.GetMetadataReader();
        return [.. reader.AssemblyReferences.Select(h => reader.GetString(reader.GetAssemblyReference(h).Name))];
    }
}
