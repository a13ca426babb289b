#nullable enable
using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

namespace YoloGen.Generated;

/// <summary>
/// A fixed team of threads that all run one method with their own part number, meeting at <see cref="Barrier"/>. The caller's thread is part 0;
/// the others are background threads that wait between runs: for some microseconds awake, then asleep. Nothing is allocated after
/// construction. Not for several callers at once.
/// </summary>
internal sealed class ThreadTeam : IDisposable
{
    /// <summary>Longer than the differences between the parts of a layer, far shorter than a frame.</summary>
    private static readonly long SpinTicks = Stopwatch.Frequency / 25_000; // 40 microseconds

    private readonly Action<int> _body;
    private readonly Parking[] _parking;
    private readonly Thread[] _threads;
    private Counters _counters;
    private Exception? _failure;
    private volatile bool _stopped;
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
        _parking = new Parking[Parts];
        _threads = new Thread[Parts - 1];
        _counters.Missing = Parts;
        for (int part = 0; part < Parts; part++)
            _parking[part] = new Parking();
        for (int part = 1; part < Parts; part++)
        {
            int own = part;
            _threads[part - 1] = new Thread(() => Work(own)) { IsBackground = true, Name = "YoloGen " + part };
            _threads[part - 1].Start();
        }
    }

    /// <summary>Threads in the team, the caller's included.</summary>
    public int Parts { get; }

    /// <summary>Runs the body in all parts and returns when all are through. An exception from the body is thrown here and ends the team.</summary>
    public void Run()
    {
        ObjectDisposedException.ThrowIf(_stopped, this);
        if (Interlocked.Exchange(ref _counters.Running, 1) != 0)
            throw new InvalidOperationException("This object is running already; it is for one caller at a time.");
        try
        {
            if (Parts == 1)
                _body(0);
            else
                RunParts();
        }
        finally
        {
            Volatile.Write(ref _counters.Running, 0);
        }
    }

    /// <summary>Waits until all parts have come here. What each wrote before, all see after. Called by the body only, the same number of times in each part.</summary>
    /// <param name="part">The caller's own part.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Barrier(int part)
    {
        if (Parts > 1)
            Meet(part);
    }

    /// <summary>Ends the threads. Nothing happens the second time.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        if (Interlocked.Exchange(ref _counters.Running, 1) != 0)
            throw new InvalidOperationException("This object is running; it cannot be disposed now.");
        _disposed = true;
        Stop();
        foreach (Thread thread in _threads)
            thread.Join();
        foreach (Parking parking in _parking)
            parking.Signal.Dispose();
    }

    private void RunParts()
    {
        try
        {
            Meet(0); // lets the others go
            _body(0);
            Meet(0);
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
        if (_failure != null)
            throw new InvalidOperationException("A part of the run failed; the object cannot be used any more.", _failure);
    }

    private void Work(int part)
    {
        try
        {
            while (true)
            {
                Meet(part);
                if (_stopped)
                    return;
                _body(part);
                Meet(part);
            }
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    private void Meet(int part)
    {
        int phase = Volatile.Read(ref _counters.Phase);
        if (Interlocked.Decrement(ref _counters.Missing) == 0)
        {
            Volatile.Write(ref _counters.Missing, Parts);
            Interlocked.Increment(ref _counters.Phase);
            WakeAll();
        }
        else if (!Spin(phase))
            Park(part, phase);
        if (_failure != null)
            ThrowFailed();
    }

    private bool Spin(int phase)
    {
        long end = Stopwatch.GetTimestamp() + SpinTicks;
        do
        {
            for (int i = 0; i < 8; i++)
            {
                if (IsOver(phase))
                    return true;
                Thread.SpinWait(4);
            }
        }
        while (Stopwatch.GetTimestamp() < end);
        return false;
    }

    private bool IsOver(int phase) => Volatile.Read(ref _counters.Phase) != phase || _stopped;

    /// <summary>
    /// Sleeps until the phase is over. Whoever sets <see cref="Parking.Asleep"/> back owns the signal: the waker then gives it, so the sleeper
    /// must take it even when it finds, after announcing itself, that it need not sleep any more.
    /// </summary>
    private void Park(int part, int phase)
    {
        Parking parking = _parking[part];
        do
        {
            Interlocked.Exchange(ref parking.Asleep, 1);
            Interlocked.MemoryBarrier();
            if (IsOver(phase) && Interlocked.Exchange(ref parking.Asleep, 0) == 1)
                return;
            parking.Signal.WaitOne();
        }
        while (!IsOver(phase)); // a waker that was late with the phase before
    }

    private void WakeAll()
    {
        Interlocked.MemoryBarrier();
        foreach (Parking parking in _parking)
        {
            if (Volatile.Read(ref parking.Asleep) == 1 && Interlocked.Exchange(ref parking.Asleep, 0) == 1)
                parking.Signal.Set();
        }
    }

    private void Stop()
    {
        _stopped = true;
        Interlocked.Increment(ref _counters.Phase);
        WakeAll();
    }

    private void Fail(Exception exception)
    {
        if (exception is FailedElsewhereException)
            return;
        Interlocked.CompareExchange(ref _failure, exception, null);
        Stop();
    }

    private static void ThrowFailed() => throw new FailedElsewhereException();

    private sealed class FailedElsewhereException : Exception;

    private sealed class Parking
    {
        public readonly AutoResetEvent Signal = new(false);
        public int Asleep;
    }

    /// <summary>Each on its own cache line, whatever lies around them.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 512)]
    private struct Counters
    {
        [FieldOffset(128)]
        public int Phase;

        [FieldOffset(256)]
        public int Missing;

        [FieldOffset(384)]
        public int Running;
    }
}
