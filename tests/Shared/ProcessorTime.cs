using System.Runtime.InteropServices;
using Xunit;

namespace YoloGen.Tests;

/// <summary>What a piece of work costs the thread that does it, in processor time: other tests and a busy machine do not count.</summary>
internal static class ProcessorTime
{
    private const int ThreadClock = 3; // CLOCK_THREAD_CPUTIME_ID

    /// <summary>Runs on a thread of its own with the stack of a main thread, and asserts that it took at most this.</summary>
    public static void AtMost(TimeSpan limit, Action action)
    {
        (TimeSpan time, _) = Of(action);
        Assert.True(time <= limit, $"{time.TotalSeconds:F2} s of processor time, more than {limit.TotalSeconds:F2} s");
        TestContext.Current.TestOutputHelper?.WriteLine($"{time.TotalSeconds:F2} s of {limit.TotalSeconds:F2} s");
    }

    /// <summary>Processor time and allocated bytes of an action on a thread of its own with the stack of a main thread.</summary>
    public static (TimeSpan Time, long Bytes) Of(Action action)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "processor time of a thread is asked of Linux");
        Exception? thrown = null;
        (TimeSpan, long) taken = default;
        var thread = new Thread(
            () =>
            {
                try
                {
                    action();
                }
                catch (Exception e)
                {
                    thrown = e;
                }

                _ = ClockGetTime(ThreadClock, out TimeSpec time);
                taken = (TimeSpan.FromSeconds(time.Seconds + (time.Nanoseconds / 1e9)), GC.GetAllocatedBytesForCurrentThread());
            },
            maxStackSize: 1 << 20);
        thread.Start();
        thread.Join();
        return thrown is null ? taken : throw new InvalidOperationException("the work failed", thrown);
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int ClockGetTime(int clock, out TimeSpec time);

    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
