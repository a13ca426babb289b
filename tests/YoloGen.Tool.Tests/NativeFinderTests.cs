using Xunit;
using YoloGen.Natives;

namespace YoloGen.Tests;

public class NativeFinderTests
{
    private const string Variable = "YOLOGEN_TEST_LIBRARY";

    [Fact]
    public void A_variable_wins_and_is_named_when_it_leads_nowhere()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        var package = new NativePackage("Some.Package", "1.2.3", "linux-x64", "libsome.so", 1);
        try
        {
            Environment.SetEnvironmentVariable(Variable, folder);
            Assert.Null(NativeFinder.Find(package, Variable));
            Assert.Contains(folder, NativeFinder.Wrong(package, Variable), StringComparison.Ordinal);

            string library = Path.Combine(folder, "libsome.so");
            File.WriteAllText(library, "");
            Assert.Equal(folder, NativeFinder.Find(package, Variable));
            Environment.SetEnvironmentVariable(Variable, library);
            Assert.Equal(folder, NativeFinder.Find(package, Variable));
            Assert.Null(NativeFinder.Wrong(package, Variable));
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, null);
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Packages_lie_where_NuGet_unpacks_them()
        => Assert.Equal(
            Path.Combine("packages", "some.package", "1.2.3", "runtimes", "linux-x64", "native"),
            new NativePackage("Some.Package", "1.2.3", "linux-x64", "libsome.so", 1).FolderIn("packages"));

    [Theory]
    [InlineData("linux-x64", "libonnxruntime.so")]
    [InlineData("win-arm64", "onnxruntime.dll")]
    [InlineData("osx-arm64", "libonnxruntime.dylib")]
    public void Libraries_are_called_what_the_platform_calls_them(string platform, string file)
        => Assert.Equal(file, NativePackage.OnnxRuntime(platform)!.Library);

    [Theory]
    [InlineData("linux-arm64")]
    [InlineData(null)]
    public void Where_libtorch_is_not_packaged_there_is_no_package(string? platform)
        => Assert.Null(NativePackage.Libtorch(platform));
}
