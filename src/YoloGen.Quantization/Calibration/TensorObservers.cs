using YoloGen.Compiler.Graph;
using YoloGen.Diagnostics;

namespace YoloGen.Quantization.Calibration;

/// <summary>Chooses the engine that calibrates: the emitted class, or the interpreter where some operator has no float kernel.</summary>
internal static class TensorObservers
{
    /// <param name="graph">The float network, with one input.</param>
    /// <param name="observed">Tensors that nodes produce.</param>
    /// <param name="threads">0 for all processors.</param>
    public static ITensorObserver Create(NetworkGraph graph, IReadOnlyList<Tensor> observed, int threads)
    {
        if (observed.Count <= PlanLimits.MaxPorts)
        {
            try
            {
                return new EmittedObserver(graph, observed, threads > 0 ? threads : Environment.ProcessorCount);
            }
            catch (YoloGenException e) when (e.Diagnostics.All(d => d.Code == DiagnosticCodes.NoKernel || d.Code == DiagnosticCodes.ArenaTooLarge))
            {
                // The interpreter knows every operator.
            }
        }

        return new InterpreterObserver(graph, observed);
    }
}
