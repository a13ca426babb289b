using System.Runtime.InteropServices;
using Xunit;

namespace YoloGen.Compiler.Tests.Limits;

/// <summary>What a piece of work costs the thread that does it, in processor time: other tests and a busy machine do not count.</summary>
internal static class ProcessorTime
{
    private const int ThreadClock = 3; // CLOCK_THREAD_CPUTIME_ID

    /// <summary>Runs on a thread of its own with the stack of a main thread, and asserts that it took at most this.</summary>
    public static void AtMost(TimeSpan limit, Action action)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "processor time of a thread is asked of Linux");
        Exception? thrown = null;
        long nanoseconds = 0;
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
                nanoseconds = (time.Seconds * 1_000_000_000) + time.Nanoseconds;
            },
            maxStackSize: 1 << 20);
        thread.Start();
        thread.Join();
        if (thrown is not null)
        {
            throw new InvalidOperationException("the work failed", thrown);
        }

        Assert.True(nanoseconds <= limit.TotalSeconds * 1e9, $"{nanoseconds / 1e9:F2} s of processor time, more than {limit.TotalSeconds:F2} s");
        TestContext.Current.TestOutputHelper?.WriteLine($"{nanoseconds / 1e9:F2} s of {limit.TotalSeconds:F2} s");
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int ClockGetTime(int clock, out TimeSpec time);

    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
