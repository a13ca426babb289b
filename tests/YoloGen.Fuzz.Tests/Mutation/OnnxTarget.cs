using Microsoft.CodeAnalysis.CSharp;
using YoloGen.Compiler;
using YoloGen.Compiler.Import;
using YoloGen.Compiler.Passes;
using YoloGen.Compiler.Planning;
using YoloGen.Fuzz.Tests.Models;
using YoloGen.Onnx;

namespace YoloGen.Fuzz.Tests.Mutation;

/// <summary>Damaged models: random networks, whose bytes or fields are changed.</summary>
internal static class OnnxTarget
{
    public static void Bytes(int seed)
    {
        var random = new Random(seed);
        byte[] bytes = OnnxWriter.ToBytes(RandomNetwork.Make(seed).Model);
        OnnxModel model = OnnxReader.Parse(ByteMutation.Of(bytes, random));
        Planner.Plan(PassList.Run(Importer.Import(model)), new PlanOptions("Network", "YoloGen.Fuzz", new string('0', 64)));
    }

    public static void Fields(int seed)
    {
        OnnxModel model = RandomNetwork.Make(seed).Model;
        ModelMutation.Apply(model, new Random(seed));
        string folder = Directory.CreateTempSubdirectory("yologen-fuzz-").FullName;
        try
        {
            string path = Path.Combine(folder, "model.onnx");
            File.WriteAllBytes(path, OnnxWriter.ToBytes(model));
            CompiledModel compiled = Compilation.Compile(path, new CompileOptions { InstructionSets = ["portable"] });
            string? error = CSharpSyntaxTree.ParseText(compiled.Source).GetDiagnostics().FirstOrDefault()?.ToString();
            if (error is not null)
            {
                throw new InvalidOperationException($"the emitted text does not parse: {error}");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
