#nullable enable
using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

namespace YoloGen.Generated;

/// <summary>
/// What the threads of a <see cref="ThreadTeam"/> share: the barrier, where they sleep, and the body, which is known during a run only:
/// between runs they hold nothing of the object that they work for.
/// </summary>
internal sealed class ThreadCrew
{
    /// <summary>Longer than the differences between the parts of a layer, far shorter than a frame.</summary>
    private static readonly long SpinTicks = Stopwatch.Frequency / 25_000; // 40 microseconds

    private readonly int _parts;
    private readonly Parking[] _parking;
    private Counters _counters;
    private Action<int>? _body;
    private Exception? _failure;
    private volatile bool _stopped;

    public ThreadCrew(int parts)
    {
        _parts = parts;
        _parking = new Parking[parts];
        _counters.Missing = parts;
        for (int part = 0; part < parts; part++)
            _parking[part] = new Parking();
    }

    /// <summary>Whether the threads have ended or are about to.</summary>
    public bool IsStopped => _stopped;

    /// <summary>The thread of a part, not started.</summary>
    public Thread CreateThread(int part) => new(() => Work(part)) { IsBackground = true, Name = "YoloGen " + part };

    /// <summary>Runs the body in all parts.</summary>
    public void Run(Action<int> body)
    {
        if (Interlocked.Exchange(ref _counters.Running, 1) != 0)
            throw new InvalidOperationException("This object is running already; it is for one caller at a time.");
        _body = body;
        try
        {
            if (_parts == 1)
                body(0);
            else
                RunParts();
        }
        finally
        {
            _body = null;
            Volatile.Write(ref _counters.Running, 0);
        }
    }

    /// <summary>Lets the threads end, unless they run.</summary>
    public void End()
    {
        if (Interlocked.Exchange(ref _counters.Running, 1) != 0)
            throw new InvalidOperationException("This object is running; it cannot be disposed now.");
        Stop();
    }

    /// <summary>Frees the signals; the threads have ended before.</summary>
    public void Dispose()
    {
        foreach (Parking parking in _parking)
            parking.Signal.Dispose();
    }

    private void RunParts()
    {
        try
        {
            Meet(0); // lets the others go
            _body!(0);
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
                RunBody(part);
                Meet(part);
            }
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    /// <summary>In a frame of its own: a sleeping thread's stack must not hold the body.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RunBody(int part) => _body!(part);

    /// <summary>Waits until all parts have come here.</summary>
    public void Meet(int part)
    {
        int phase = Volatile.Read(ref _counters.Phase);
        if (Interlocked.Decrement(ref _counters.Missing) == 0)
        {
            Volatile.Write(ref _counters.Missing, _parts);
            Interlocked.Increment(ref _counters.Phase);
            WakeAll();
        }
        else if (!Spin(phase))
        {
            Park(part, phase);
        }
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

    /// <summary>Lets the threads end; does not wait for them.</summary>
    public void Stop()
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
