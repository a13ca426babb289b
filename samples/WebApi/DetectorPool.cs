using System.Threading.Channels;

namespace WebApi;

/// <summary>
/// A few detectors for many requests. A detector is not for several threads at once; it has threads of its own. Several detectors of few threads
/// do more in a second than one of many, one of many answers a single request sooner: two threads each are a middle way.
/// </summary>
internal sealed class DetectorPool : IDisposable
{
    private const int ThreadsEach = 2;

    private readonly Channel<FaceMaskDetector> _free = Channel.CreateUnbounded<FaceMaskDetector>();
    private readonly List<FaceMaskDetector> _all = [];

    public DetectorPool()
    {
        for (int i = 0; i < Math.Max(1, Environment.ProcessorCount / ThreadsEach); i++)
        {
            var detector = new FaceMaskDetector(ThreadsEach);
            _all.Add(detector);
            _free.Writer.TryWrite(detector);
        }
    }

    /// <summary>Waits for a free detector and does something with it.</summary>
    public async Task<T> Use<T>(Func<FaceMaskDetector, T> work, CancellationToken cancellation)
    {
        FaceMaskDetector detector = await _free.Reader.ReadAsync(cancellation);
        try
        {
            return work(detector);
        }
        finally
        {
            _free.Writer.TryWrite(detector);
        }
    }

    public void Dispose() => _all.ForEach(detector => detector.Dispose());
}
