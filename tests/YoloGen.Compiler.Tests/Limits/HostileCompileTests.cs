using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;
using YoloGen.Tests;
using YoloGen.Diagnostics;
using YoloGen.Onnx;
using YoloGen.Onnx.Tests;

namespace YoloGen.Compiler.Tests.Limits;

/// <summary>Hostile files and models through the whole compilation: a code each, or a class that parses; little processor time, little memory.</summary>
public sealed class HostileCompileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("yologen-").FullName;

    [Fact]
    public void Each_hostile_file_ends_in_its_code() => Run(HostileFiles.All(), atLeast: 150);

    [Fact]
    public void Each_hostile_model_ends_in_its_code_or_compiles() => Run(HostileModels.All().Select(m => (m.Name, m.Code, OnnxWriter.ToBytes(m.Model))), atLeast: 150);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Run(IEnumerable<(string Name, string Code, byte[] File)> all, int atLeast)
    {
        var wrong = new List<string>();
        int count = 0;
        File.WriteAllBytes(Path.Combine(_folder, "data"), new byte[8]);
        string path = Path.Combine(_folder, "model.onnx");
        _ = Compile(path);
        foreach ((string name, string code, byte[] file) in all)
        {
            count++;
            File.WriteAllBytes(path, file);
            string found = "";
            (TimeSpan time, long bytes) = ProcessorTime.Of(() => found = Compile(path));
            if (found != code)
            {
                wrong.Add($"{name}: {found} instead of {code}");
            }

            // What a compilation takes that ends, and then in proportion to the file.
            if (time.TotalSeconds > 2 + (2.0 * file.Length / 1e6) || bytes > (64 << 20) + (400L * file.Length))
            {
                wrong.Add($"{name}: {time.TotalSeconds:F2} s and {bytes >> 20} MiB for a file of {file.Length} bytes");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(count >= atLeast, $"{count} files");
    }

    private static string Compile(string path)
    {
        try
        {
            CompiledModel compiled = Compilation.Compile(path);
            Microsoft.CodeAnalysis.Diagnostic? error = CSharpSyntaxTree.ParseText(compiled.Source).GetDiagnostics().FirstOrDefault(d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
            return error is null ? "compiles" : "text that does not parse: " + error;
        }
        catch (YoloGenException e)
        {
            return string.Join(' ', e.Diagnostics.Select(d => d.Code.Id).Distinct());
        }
        catch (Exception e)
        {
            return e.GetType().Name + e.StackTrace;
        }
    }
}
