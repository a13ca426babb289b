using TorchSharp;
using YoloGen.Training.Network;
using static TorchSharp.torch;

namespace YoloGen.Training.Optimization;

/// <summary>Which update rule.</summary>
internal enum OptimizerKind
{
    /// <summary>Rectified Adam (Liu et al. 2020), weight decay added to the gradient, as the paper uses it.</summary>
    RAdam,

    /// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019).</summary>
    AdamW,
}

/// <summary>Adam and its relatives with all state in named tensors, so that a checkpoint resumes exactly.</summary>
internal sealed class Optimizer : IDisposable
{
    private const double Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8;
    private readonly TorchNetwork network;
    private readonly OptimizerKind kind;
    private readonly double weightDecay;
    private readonly bool decayOnlyConvolutions;
    private readonly Dictionary<string, Tensor> state = [];

    public Optimizer(TorchNetwork network, OptimizerKind kind, double weightDecay, bool decayOnlyConvolutions)
    {
        this.network = network;
        this.kind = kind;
        this.weightDecay = weightDecay;
        this.decayOnlyConvolutions = decayOnlyConvolutions;
        foreach (string name in network.Trained)
        {
            state.Add($"{name}/m", zeros_like(network[name]).requires_grad_(false).DetachFromDisposeScope());
            state.Add($"{name}/v", zeros_like(network[name]).requires_grad_(false).DetachFromDisposeScope());
        }
    }

    /// <summary>First and second moments by "name/m" and "name/v".</summary>
    public IReadOnlyDictionary<string, Tensor> State => state;

    /// <summary>Updates made.</summary>
    public long Steps { get; set; }

    /// <summary>Applies the gradients, scaled so that their norm is at most <paramref name="largestNorm"/>, and clears them.</summary>
    /// <returns>The norm before scaling.</returns>
    public double Step(double rate, double largestNorm)
    {
        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        var gradients = new List<(string Name, Tensor Value)>();
        Tensor squares = zeros(1, device: network.Device);
        foreach (string name in network.Trained)
        {
            if (network[name].grad is not { } gradient)
                continue;
            gradients.Add((name, gradient));
            squares += gradient.square().sum();
        }
        double norm = Math.Sqrt(squares.ToSingle());
        if (!double.IsFinite(norm))
        {
            foreach ((_, Tensor gradient) in gradients)
                gradient.zero_();
            return norm; // a step that overflowed is skipped
        }
        Steps++;
        foreach ((string name, Tensor gradient) in gradients)
        {
            if (norm > largestNorm)
                gradient.mul_(largestNorm / norm);
            bool decays = !decayOnlyConvolutions || name.EndsWith(".weight", StringComparison.Ordinal) && !name.Contains(".norm.", StringComparison.Ordinal);
            Update(network[name], gradient, state[$"{name}/m"], state[$"{name}/v"], rate, decays ? weightDecay : 0);
            gradient.zero_();
        }
        return norm;
    }

    public void Dispose()
    {
        foreach (Tensor tensor in state.Values)
            tensor.Dispose();
    }

    private void Update(Tensor value, Tensor gradient, Tensor first, Tensor second, double rate, double decay)
    {
        if (decay > 0)
        {
            if (kind == OptimizerKind.AdamW)
                value.mul_(1 - rate * decay);
            else
                gradient.add_(value, decay);
        }
        first.mul_(Beta1).add_(gradient, 1 - Beta1);
        second.mul_(Beta2).addcmul_(gradient, gradient, 1 - Beta2);
        double correction1 = 1 - Math.Pow(Beta1, Steps), correction2 = 1 - Math.Pow(Beta2, Steps);
        if (kind == OptimizerKind.RAdam)
        {
            double longest = 2 / (1 - Beta2) - 1, length = longest - 2 * Steps * Math.Pow(Beta2, Steps) / correction2;
            if (length <= 5)
            {
                value.add_(first, -rate / correction1);
                return;
            }
            rate *= Math.Sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length));
        }
        Tensor denominator = second.sqrt().div_(Math.Sqrt(correction2)).add_(Epsilon);
        value.addcdiv_(first, denominator, -rate / correction1);
    }
}
