using System.Globalization;
using YoloGen.Diagnostics;
using YoloGen.Emit;

namespace YoloGen.Compiler.Planning;

/// <summary>Kernels that were asked for by <c>LAYER=NAME</c>: the layer's number, its name in the model, or * for every layer that the kernel fits.</summary>
internal sealed class KernelOverrides
{
    private const string Every = "*";
    private readonly (string Layer, string Kernel)[] _wanted;
    private readonly HashSet<string> _unused;

    /// <exception cref="YoloGenException">An item is not LAYER=NAME.</exception>
    public KernelOverrides(IReadOnlyList<string> items)
    {
        _wanted = [.. items.Select(Parse)];
        if (_wanted.FirstOrDefault(w => !KernelTable.All.Any(k => k.IsCalled(w.Kernel))) is { Kernel: { } unknown })
        {
            throw new YoloGenException(
                DiagnosticCodes.BadOption, $"--kernel: '{Comment.From(unknown)}' is no kernel; there are {string.Join(", ", KernelTable.All.Select(k => k.Name).Distinct())}");
        }

        _unused = [.. _wanted.Where(w => w.Layer != Every).Select(w => w.Layer)];
    }

    /// <summary>Kernels asked for the layer with the number <paramref name="index"/>.</summary>
    /// <exception cref="YoloGenException">One does not fit the layer.</exception>
    public IReadOnlyCollection<string> Of(Plan plan, int index)
    {
        PlanLayer layer = plan.Layers[index];
        var found = new List<string>();
        foreach ((string name, string kernel) in _wanted)
        {
            if (name == Every)
            {
                found.Add(kernel);
            }
            else if (name == layer.Name || (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number == index))
            {
                Check(plan, layer, kernel);
                _unused.Remove(name);
                found.Add(kernel);
            }
        }

        return found;
    }

    /// <exception cref="YoloGenException">A layer that was named does not exist or has no kernels to choose from.</exception>
    public void CheckUsed()
    {
        if (_unused.Count > 0)
        {
            throw new YoloGenException(
                DiagnosticCodes.BadOption, $"--kernel {Comment.From(_unused.Order(StringComparer.Ordinal).First())}: no layer with a choice of kernels has that number or name; inspect lists them");
        }
    }

    private static void Check(Plan plan, PlanLayer layer, string kernel)
    {
        LayerKernel[] known = [.. InstructionSetChain.All.SelectMany(set => KernelTable.Of(layer, set)).Distinct()], named = [.. known.Where(k => k.IsCalled(kernel))];
        if (named.Length == 0)
        {
            string names = string.Join(", ", known.Select(k => k.Name).Distinct());
            throw new YoloGenException(DiagnosticCodes.BadOption, $"--kernel: '{Comment.From(kernel)}' is no kernel of a {layer.Kind}; there are {names}", node: layer.Name);
        }

        if (named[0].Refusal(plan, layer) is { } refusal)
        {
            throw new YoloGenException(DiagnosticCodes.BadOption, $"--kernel {kernel}: the layer {refusal}", node: layer.Name);
        }
    }

    private static (string Layer, string Kernel) Parse(string item)
    {
        int equals = item.LastIndexOf('=');
        return equals > 0 && equals + 1 < item.Length
            ? (item[..equals], item[(equals + 1)..])
            : throw new YoloGenException(DiagnosticCodes.BadOption, $"--kernel {Comment.From(item)}: it is LAYER=NAME, such as 6=direct.2x8 or *=direct.2x8");
    }
}
