using Microsoft.ML.OnnxRuntime;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Import;
using YoloGen.Compiler.Passes;
using YoloGen.Compiler.Planning;
using YoloGen.Diagnostics;
using YoloGen.Emit;
using YoloGen.Fuzz.Tests.Models;
using YoloGen.Onnx;
using YoloGen.Verification.Reference;

namespace YoloGen.Fuzz.Tests.Checks;

/// <summary>A network that was planned: what is left is its emitted class.</summary>
internal sealed record PlannedCase(RandomNetwork Network, NetworkGraph Graph, PlannedNetwork Planned);

/// <summary>One random network: against ONNX Runtime operator by operator, before against after the passes, and its plan read back.</summary>
internal static class NetworkCheck
{
    /// <summary>Two Q/DQ pairs in a row become one with other parameters, as in ONNX Runtime: bytes before and after mean different things.</summary>
    private static readonly Pass[] Respelling = [.. PassList.All.TakeWhile(p => p.Name != "fold-batchnorm")];

    /// <summary>Runs the checks; null where the network is refused or something went wrong.</summary>
    public static PlannedCase? Run(RandomNetwork network, FuzzCounts counts)
    {
        string stage = "import";
        try
        {
            byte[] bytes = OnnxWriter.ToBytes(network.Model);
            NetworkGraph imported = Importer.Import(OnnxReader.Parse(bytes));
            stage = "against ONNX Runtime";
            IReadOnlyDictionary<string, TensorData>? reference = Reference(bytes, network, counts);
            if (reference is not null && !Agrees(imported, reference, GraphComparison.AgainstOrt, network, stage, counts))
            {
                return null;
            }

            stage = "interpreter";
            var before = new Dictionary<string, TensorData>(network.Inputs, StringComparer.Ordinal);
            Compiler.Interpreter.Interpreter.Run(PassList.Run(imported, Respelling), network.Inputs, (tensor, value) => before[tensor.Name] = value);
            stage = "passes";
            NetworkGraph graph = PassList.Run(imported);
            if (!Agrees(graph, before, GraphComparison.AcrossPasses, network, stage, counts))
            {
                return null;
            }

            stage = "plan";
            PlannedNetwork planned = Planner.Plan(graph, new PlanOptions("Network", $"YoloGen.Fuzz.Seed{network.Seed}", new string('0', 64)));
            stage = "read back";
            string text = PlanText.Write(planned.Plan), again = PlanText.Write(PlanText.Read(text));
            if (text != again)
            {
                counts.Fail(network, stage, "the plan reads back as another one");
                return null;
            }

            return new PlannedCase(network, graph, planned);
        }
        catch (YoloGenException e) when (stage != "read back" && e.Diagnostics.All(d => d.Code != DiagnosticCodes.Internal))
        {
            counts.Refused(network, e.Diagnostics[0]);
        }
        catch (Exception e)
        {
            counts.Fail(network, stage, $"{e.GetType().Name}: {e.Message} {e.StackTrace?.Split('\n').FirstOrDefault(l => l.Contains("YoloGen.Compiler", StringComparison.Ordinal))?.Trim()}");
        }

        return null;
    }

    private static bool Agrees(
        NetworkGraph graph, IReadOnlyDictionary<string, TensorData> reference, Func<IReadOnlyList<Node>, IReadOnlyCollection<TensorData>, Allowance> rule, RandomNetwork network, string stage, FuzzCounts counts)
    {
        var comparison = new GraphComparison(graph, reference, rule);
        string[] differences = [.. comparison.Run()];
        counts.Compared(stage, comparison.Compared);
        foreach ((string reason, int elements) in comparison.LeftOut)
        {
            counts.Add($"elements left out, {stage}: {reason}", elements);
        }

        if (differences.Length == 0)
        {
            return true;
        }

        counts.Fail(network, stage, string.Join("; ", differences.Take(3)));
        return false;
    }

    /// <summary>Every tensor that ONNX Runtime computes without optimizations; null where it refuses the model.</summary>
    private static Dictionary<string, TensorData>? Reference(byte[] bytes, RandomNetwork network, FuzzCounts counts)
    {
        try
        {
            return new Dictionary<string, TensorData>(OrtReference.RunAll(OnnxReader.Parse(bytes), network.Inputs).Concat(network.Inputs), StringComparer.Ordinal);
        }
        catch (OnnxRuntimeException e)
        {
            counts.NotComparable(network, e.Message);
            return null;
        }
    }
}
