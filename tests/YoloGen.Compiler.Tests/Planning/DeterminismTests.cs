using System.Globalization;
using Xunit;
using YoloGen.Compiler.Planning;
using YoloGen.Emit;
using YoloGen.Onnx;
using YoloGen.Tests;

namespace YoloGen.Compiler.Tests.Planning;

public sealed class DeterminismTests
{
    [Fact]
    public void Two_cultures_give_the_same_bytes()
    {
        string[] texts = [.. new[] { "", "de-DE", "ar-SA", "tr-TR" }.Select(culture =>
        {
            CultureInfo before = CultureInfo.CurrentCulture;
            try
            {
                CultureInfo.CurrentCulture = culture.Length == 0 ? CultureInfo.InvariantCulture : Culture(culture);
                PlannedNetwork planned = Planner.Plan(RandomGraph.Make(77, 15).Build(), EmittedCheck.Options);
                return PlanText.Write(planned.Plan) + Emitter.Emit(planned.Plan) + SupportCode.Emit(InstructionSets.All) + Convert.ToHexString(planned.Weights);
            }
            finally
            {
                CultureInfo.CurrentCulture = before;
            }
        })];
        Assert.All(texts, t => Assert.Equal(texts[0], t));
    }

    [Fact]
    public void Two_folders_get_the_same_bytes()
    {
        string model = SharedData.Require("models", "micro_kws_static_qdq.onnx");
        string root = Directory.CreateTempSubdirectory("yologen-").FullName;
        try
        {
            string copy = Path.Combine(root, "other", Path.GetFileName(model));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(model, copy);
            CompiledFolder.Write(Compilation.Compile(model), Path.Combine(root, "a"), project: true);
            CompiledFolder.Write(Compilation.Compile(copy), Path.Combine(root, "b", "c"), project: true);
            string[] files = [.. Directory.GetFiles(Path.Combine(root, "a")).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];
            Assert.Equal(6, files.Length);
            Assert.All(files, f => Assert.Equal(File.ReadAllBytes(Path.Combine(root, "a", f)), File.ReadAllBytes(Path.Combine(root, "b", "c", f))));
            Assert.Equal(files.Length, Directory.GetFileSystemEntries(Path.Combine(root, "b", "c")).Length);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    /// <summary>A culture with a comma for the decimal point, also where the system brings no culture data.</summary>
    private static CultureInfo Culture(string name)
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NegativeSign = name == "ar-SA" ? "~" : "-";
        return culture;
    }
}
