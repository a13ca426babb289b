using Xunit;
using YoloGen.Build.Tasks;

namespace YoloGen.Tests;

/// <summary>Finding the line of an item whose Include is not written as the item is called.</summary>
public sealed class ProjectLinesTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("models/a.onnx", 3)]
    [InlineData("models\\a.onnx", 3)]
    [InlineData("b;c.onnx", 4)]
    [InlineData("d.onnx", 4)]
    [InlineData("deep/in/e.onnx", 6)]
    [InlineData("else/any.onnx", 7)]
    public void The_item_is_found(string include, int line)
    {
        File.WriteAllText(_file, """
            <Project xmlns="http://schemas.microsoft.com/developer/msbuild/2003">
              <ItemGroup>
                <YoloModel Include="models\a.onnx" />
                <YoloModel Include="b%3Bc.onnx; d.onnx" />
                <YoloModel Update="e.onnx" />
                <YoloModel Include="$(Folder)/e.onnx" />
                <YoloModel Include="else/*.onnx" />
              </ItemGroup>
            </Project>
            """);
        Assert.Equal(line, ProjectLines.Find(_file, include));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<Project><YoloModel Include='a.onnx'")]
    [InlineData("<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><Project>&a;</Project>")]
    [InlineData("<Project />")]
    public void A_file_without_the_item_has_no_line(string text)
    {
        File.WriteAllText(_file, text);
        Assert.Equal(0, ProjectLines.Find(_file, "a.onnx"));
        Assert.Equal(0, ProjectLines.Find(_file + ".absent", "a.onnx"));
    }
}
