using System.Threading.Channels;

namespace WebApi;

/// <summary>
/// A few detectors for many requests. A detector is not for several threads at once; it has threads of its own. Several detectors of few threads
/// do more in a second than one of many, one of many answers a single request sooner: two threads each are a middle way. They share their weights.
/// </summary>
internal sealed class DetectorPool : IDisposable
{
    private const int ThreadsEach = 2;

    /// <summary>Photos that have arrived and wait; those still on their way do not count.</summary>
    private const int MostWaiting = 32;

    private readonly Channel<FaceMaskDetector> _free = Channel.CreateUnbounded<FaceMaskDetector>();
    private readonly List<FaceMaskDetector> _all = [];
    private int _waiting;

    public DetectorPool()
    {
        for (int i = 0; i < Math.Max(1, Environment.ProcessorCount / ThreadsEach); i++)
        {
            FaceMaskDetector detector = _all.Count == 0 ? new(ThreadsEach) : new(_all[0], ThreadsEach);
            _all.Add(detector);
            _free.Writer.TryWrite(detector);
        }
    }

    /// <summary>Waits for a free detector and does something with it.</summary>
    /// <exception cref="TooManyRequestsException">Too many wait already.</exception>
    public async Task<T> Use<T>(Func<FaceMaskDetector, T> work, CancellationToken cancellation)
    {
        FaceMaskDetector detector = await Take(cancellation);
        try
        {
            return work(detector);
        }
        finally
        {
            _free.Writer.TryWrite(detector);
        }
    }

    private async Task<FaceMaskDetector> Take(CancellationToken cancellation)
    {
        try
        {
            return Interlocked.Increment(ref _waiting) <= MostWaiting ? await _free.Reader.ReadAsync(cancellation) : throw new TooManyRequestsException();
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    public void Dispose() => _all.ForEach(detector => detector.Dispose());
}
