using System.Runtime.ExceptionServices;
using TorchSharp;

namespace YoloGen.Training.Runtime;

/// <summary>
/// Threads that compute side by side, each with libtorch threads of its own. A step split by photos over workers of one thread is faster
/// than one whose every operation is split over threads: most operations of a small network are too short for that, and oneDNN's threads
/// spin at barriers, which costs most where the machine has other work to do.
/// </summary>
internal sealed class WorkerTeam : IDisposable
{
    private readonly Thread[] _threads;
    private readonly SemaphoreSlim[] _starts;
    private readonly CountdownEvent _running = new(1);
    private readonly Exception?[] _failures;
    private Action<int>? _work;

    /// <param name="count">Workers; the only one computes on the caller's thread.</param>
    /// <param name="threadsPerWorker">Threads of libtorch for each.</param>
    public WorkerTeam(int count, int threadsPerWorker)
    {
        Count = count;
        _failures = new Exception?[count];
        _starts = [.. Enumerable.Range(0, count > 1 ? count : 0).Select(_ => new SemaphoreSlim(0))];
        _threads = [.. Enumerable.Range(0, _starts.Length).Select(i => new Thread(() => Serve(i, threadsPerWorker)) { IsBackground = true, Name = $"worker {i}" })];
        torch.set_num_threads(threadsPerWorker);
        foreach (Thread thread in _threads)
            thread.Start();
    }

    /// <summary>Number of workers.</summary>
    public int Count { get; }

    /// <summary>Shares processors between workers of at least eight photos each, and libtorch's threads of each.</summary>
    /// <param name="threads">Threads to use.</param>
    /// <param name="batch">Photos in a step.</param>
    public static int CountFor(int threads, int batch) => Math.Clamp(batch / 8, 1, Math.Max(1, threads));

    /// <summary>Runs the work once on each worker, with its number, and waits for all.</summary>
    public void Run(Action<int> action)
    {
        if (Count == 1)
        {
            action(0);
            return;
        }
        _work = action;
        _running.Reset(Count);
        foreach (SemaphoreSlim start in _starts)
            start.Release();
        _running.Wait();
        if (_failures.FirstOrDefault(f => f is not null) is { } failure)
        {
            Array.Clear(_failures);
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    public void Dispose()
    {
        _work = null;
        foreach (SemaphoreSlim start in _starts)
            start.Release();
        foreach (Thread thread in _threads)
            thread.Join();
        foreach (SemaphoreSlim start in _starts)
            start.Dispose();
        _running.Dispose();
    }

    private void Serve(int index, int threadsPerWorker)
    {
        torch.set_num_threads(threadsPerWorker);
        for (; ; )
        {
            _starts[index].Wait();
            if (_work is not { } action)
                return;
            try
            {
                action(index);
            }
            catch (Exception exception)
            {
                _failures[index] = exception;
            }
            _running.Signal();
        }
    }
}
