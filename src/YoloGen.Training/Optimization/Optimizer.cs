using TorchSharp;
using YoloGen.Training.Network;
using YoloGen.Training.Quantization;
using YoloGen.Training.Runtime;
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
    /// <summary>Steps of Adam are of the learning rate's size whatever the gradient's: ranges, some hundred times as large as weights, would hardly move.</summary>
    private const double RangeRate = 30;
    private const double Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8;
    private readonly TorchNetwork _network;
    private readonly OptimizerKind _kind;
    private readonly double _weightDecay;
    private readonly bool _decayOnlyConvolutions;
    private readonly Dictionary<string, Tensor> _state = [];
    private int[][]? _shares;

    public Optimizer(TorchNetwork network, OptimizerKind kind, double weightDecay, bool decayOnlyConvolutions)
    {
        _network = network;
        _kind = kind;
        _weightDecay = weightDecay;
        _decayOnlyConvolutions = decayOnlyConvolutions;
        foreach (string name in network.Trained)
        {
            _state.Add($"{name}/m", zeros_like(network[name]).requires_grad_(false).DetachFromDisposeScope());
            _state.Add($"{name}/v", zeros_like(network[name]).requires_grad_(false).DetachFromDisposeScope());
        }
    }

    /// <summary>First and second moments by "name/m" and "name/v".</summary>
    public IReadOnlyDictionary<string, Tensor> State => _state;

    /// <summary>Updates made.</summary>
    public long Steps { get; set; }

    /// <summary>Applies the sum of the gradients of all replicas, scaled so that its norm is at most <paramref name="largestNorm"/>, and clears them.</summary>
    /// <param name="replicas">The network and its copies.</param>
    /// <param name="team">Workers that share the tensors.</param>
    /// <param name="rate">Learning rate.</param>
    /// <param name="largestNorm">Largest norm of the gradient.</param>
    /// <param name="updated">Called for each tensor that was updated.</param>
    /// <returns>The norm before scaling; where it is not finite, the step is skipped.</returns>
    public double Step(IReadOnlyList<TorchNetwork> replicas, WorkerTeam team, double rate, double largestNorm, Action<string>? updated = null)
    {
        IReadOnlyList<string> names = _network.Trained;
        var squares = new double[names.Count];
        Share(team, i => squares[i] = Gather(replicas, names[i]));
        double norm = Math.Sqrt(squares.Sum());
        bool skipped = !double.IsFinite(norm);
        if (!skipped)
            Steps++;
        Share(team, i =>
        {
            string name = names[i];
            if (_network[name].grad is not { } gradient)
                return;
            if (!skipped)
            {
                if (norm > largestNorm)
                    gradient.mul_(largestNorm / norm);
                bool isRange = name.EndsWith(FakeQuantization.RangeSuffix, StringComparison.Ordinal);
                bool decays = !isRange && !_decayOnlyConvolutions || name.EndsWith(".weight", StringComparison.Ordinal) && !name.Contains(".norm.", StringComparison.Ordinal);
                Update(_network[name], gradient, _state[$"{name}/m"], _state[$"{name}/v"], isRange ? rate * RangeRate : rate, decays ? _weightDecay : 0);
                updated?.Invoke(name);
            }
            gradient.zero_();
        });
        return norm;
    }

    /// <summary>Runs the work for each trained tensor, the large ones spread over the workers.</summary>
    private void Share(WorkerTeam team, Action<int> work)
    {
        _shares ??= Shares(team.Count);
        team.Run(worker =>
        {
            using IDisposable quiet = no_grad();
            foreach (int i in _shares[worker])
            {
                using DisposeScope scope = NewDisposeScope();
                work(i);
            }
        });
    }

    private int[][] Shares(int workers)
    {
        var sizes = new long[workers];
        var chosen = Enumerable.Range(0, workers).Select(_ => new List<int>()).ToArray();
        foreach (int i in Enumerable.Range(0, _network.Trained.Count).OrderByDescending(i => _network[_network.Trained[i]].numel()))
        {
            int least = Array.IndexOf(sizes, sizes.Min());
            sizes[least] += _network[_network.Trained[i]].numel() + 1000;
            chosen[least].Add(i);
        }
        return [.. chosen.Select(c => c.ToArray())];
    }

    /// <summary>Sums the replicas' gradients of one tensor into the network's; gives the sum of its squares.</summary>
    private double Gather(IReadOnlyList<TorchNetwork> replicas, string name)
    {
        Tensor? sum = _network[name].grad;
        foreach (TorchNetwork replica in replicas.Skip(1))
        {
            if (sum is null || replica[name].grad is not { } part)
                continue;
            sum.add_(part);
            part.zero_();
        }
        return sum is null ? 0 : sum.square().sum().ToSingle();
    }

    public void Dispose()
    {
        foreach (Tensor tensor in _state.Values)
            tensor.Dispose();
    }

    private void Update(Tensor value, Tensor gradient, Tensor first, Tensor second, double rate, double decay)
    {
        if (decay > 0)
        {
            if (_kind == OptimizerKind.AdamW)
                value.mul_(1 - rate * decay);
            else
                gradient.add_(value, decay);
        }
        first.mul_(Beta1).add_(gradient, 1 - Beta1);
        second.mul_(Beta2).addcmul_(gradient, gradient, 1 - Beta2);
        double correction1 = 1 - Math.Pow(Beta1, Steps), correction2 = 1 - Math.Pow(Beta2, Steps);
        if (_kind == OptimizerKind.RAdam)
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
