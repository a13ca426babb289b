using Xunit;
using YoloGen.Diagnostics;

namespace YoloGen.Onnx.Tests;

/// <summary>Hostile model files end in their code, with memory in proportion to the file.</summary>
public sealed class HostileFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("yologen-").FullName;

    [Fact]
    public void Each_hostile_file_ends_in_its_code_and_takes_little_memory()
    {
        var wrong = new List<string>();
        int count = 0;
        File.WriteAllBytes(Path.Combine(_folder, "data"), new byte[8]);
        foreach ((string name, string code, byte[] file) in HostileFiles.All())
        {
            count++;
            long before = GC.GetAllocatedBytesForCurrentThread();
            string found = Read(file);
            long taken = GC.GetAllocatedBytesForCurrentThread() - before;
            if (found != code)
            {
                wrong.Add($"{name}: {found} instead of {code}");
            }

            // Objects of a parsed node are larger than its two bytes.
            if (taken > (1 << 20) + (200L * file.Length))
            {
                wrong.Add($"{name}: {taken} bytes of memory for {file.Length} bytes of file");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(count >= 150, $"{count} files");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Read(byte[] file)
    {
        try
        {
            OnnxReader.Parse(file, Path.Combine(_folder, "model.onnx"));
            return "no error";
        }
        catch (YoloGenException e)
        {
            return string.Join(' ', e.Diagnostics.Select(d => d.Code.Id).Distinct());
        }
        catch (Exception e)
        {
            return e.GetType().Name;
        }
    }
}
