using YoloGen.Diagnostics;

namespace YoloGen.Compiler.Planning;

/// <summary>
/// The rules of the lowered network, checked after lowering and after every pass over it: a value is written once, before it is read, each output is written,
/// and what follows a step's rows can follow.
/// </summary>
internal static class StepVerifier
{
    /// <summary>Checks the steps.</summary>
    /// <param name="steps">The steps in execution order.</param>
    /// <param name="inputs">Values that are there from the start.</param>
    /// <param name="outputs">Values that have to be there at the end.</param>
    /// <param name="stage">What made the steps, for the message.</param>
    /// <exception cref="YoloGenException">A rule is broken (<see cref="DiagnosticCodes.Internal"/>): a bug of that stage.</exception>
    public static void Verify(IEnumerable<Step> steps, IEnumerable<Value> inputs, IEnumerable<Value> outputs, string stage)
    {
        var known = new HashSet<Value>(inputs, ReferenceEqualityComparer.Instance);
        foreach (Step step in steps)
        {
            foreach (Value read in step.Reads)
            {
                Require(read.Constant is not null || known.Contains(read), $"'{read.Name}' is read before anything writes it", step);
            }

            foreach (Value written in step.Writes)
            {
                Require(known.Add(written), $"'{written.Name}' is written twice", step);
            }

            if (step is LayerStep layer)
            {
                Require(layer.Then.Count == 0 || layer.Layer.CanLead, $"a {layer.Layer.Kind} is followed on its rows", step);
                foreach (LayerStep then in layer.Then)
                {
                    Require(then.Layer.CanFollow && then.Then.Count == 0, $"a {then.Layer.Kind} follows rows", step);
                }
            }
        }

        foreach (Value output in outputs)
        {
            Require(output.Constant is not null || known.Contains(output), $"nothing writes the output '{output.Name}'", null);
        }

        void Require(bool holds, string rule, Step? step)
        {
            if (!holds)
            {
                throw new YoloGenException(DiagnosticCodes.Internal, $"after {stage}: {rule}; this is a bug in YoloGen, please report it", node: step?.Name);
            }
        }
    }
}
