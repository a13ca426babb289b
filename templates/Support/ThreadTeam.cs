#nullable enable
using System;
using System.Runtime.CompilerServices;
using System.Threading;

namespace YoloGen.Generated;

/// <summary>
/// A fixed team of threads that all run one method with their own part number, meeting at <see cref="Barrier"/>. The caller's thread is part 0;
/// the others are background threads that wait between runs: for some microseconds awake, then asleep. Nothing is allocated after
/// construction. Not for several callers at once. The threads know the <see cref="ThreadCrew"/> and not this object or the body's, so that the
/// garbage collector takes those when nobody holds them any more, disposed or not; the finalizer then ends the threads.
/// </summary>
internal sealed class ThreadTeam : IDisposable
{
    private readonly ThreadCrew? _crew;
    private readonly Action<int> _body;
    private readonly Thread[] _threads;
    private bool _disposed;

    /// <summary>Starts the threads: as many as asked for, at most one for each processor.</summary>
    /// <param name="threads">1 or more.</param>
    /// <param name="body">What each thread runs, given its part, 0 to <see cref="Parts"/> - 1.</param>
    public ThreadTeam(int threads, Action<int> body)
        : this(threads, body, Environment.ProcessorCount)
    {
    }

    internal ThreadTeam(int threads, Action<int> body, int processors)
    {
        Guard.Threads(threads);
        Parts = Math.Min(threads, Math.Max(1, processors));
        _body = body;
        _threads = new Thread[Parts - 1];
        _crew = new ThreadCrew(Parts);
        for (int part = 1; part < Parts; part++)
        {
            _threads[part - 1] = _crew.CreateThread(part);
            _threads[part - 1].Start();
        }
    }

    ~ThreadTeam() => _crew?.Stop();

    /// <summary>Threads in the team, the caller's included.</summary>
    public int Parts { get; }

    /// <summary>Runs the body in all parts and returns when all are through. An exception from the body is thrown here and ends the team.</summary>
    public void Run()
    {
        ObjectDisposedException.ThrowIf(_crew!.IsStopped, this);
        _crew.Run(_body);
        GC.KeepAlive(this); // the body may know nothing of its team
    }

    /// <summary>Waits until all parts have come here. What each wrote before, all see after. Called by the body only, the same number of times in each part.</summary>
    /// <param name="part">The caller's own part.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Barrier(int part)
    {
        if (Parts > 1)
            _crew!.Meet(part);
    }

    /// <summary>Ends the threads. Nothing happens the second time.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _crew!.End();
        _disposed = true;
        foreach (Thread thread in _threads)
            thread.Join();
        _crew.Dispose();
        GC.SuppressFinalize(this);
    }
}
