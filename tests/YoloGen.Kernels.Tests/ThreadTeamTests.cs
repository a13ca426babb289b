using System;
using System.Threading;
using Xunit;
using YoloGen.Generated;

namespace YoloGen.Kernels.Tests;

/// <summary>The team meets at every barrier, allocates nothing, and ends. Teams larger than the machine have to sleep, which is tested so too.</summary>
[Collection("alone")]
public class ThreadTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void All_parts_see_what_all_wrote_before_a_barrier(int parts)
    {
        const int Rounds = 40;
        var values = new int[parts * 64];
        int wrong = 0;
        ThreadTeam team = null!;
        team = new ThreadTeam(
            parts,
            part =>
            {
                for (int round = 1; round <= Rounds; round++)
                {
                    values[part * 64] += round;
                    team.Barrier(part);
                    for (int other = 1; other < parts; other++)
                    {
                        if (values[other * 64] != values[0])
                            Interlocked.Increment(ref wrong);
                    }
                    team.Barrier(part);
                }
            },
            processors: parts);
        using (team)
        {
            Assert.Equal(parts, team.Parts);
            for (int run = 0; run < 50; run++)
            {
                team.Run();
                if (run % 20 == 19)
                    Thread.Sleep(2); // long enough for the others to fall asleep
            }
        }
        Assert.Equal(0, wrong);
        Assert.Equal(50 * Rounds * (Rounds + 1) / 2, values[0]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Running_allocates_nothing_in_any_thread(int parts)
    {
        ThreadTeam team = null!;
        team = new ThreadTeam(
            parts,
            part =>
            {
                for (int i = 0; i < 5; i++)
                    team.Barrier(part);
            },
            processors: parts);
        using (team)
        {
            long least = long.MaxValue;
            for (int attempt = 0; attempt < 20 && least > 0; attempt++) // other tests' threads allocate at times
            {
                for (int run = 0; run < 20; run++)
                    team.Run();
                long before = GC.GetTotalAllocatedBytes(true);
                for (int run = 0; run < 50; run++)
                    team.Run();
                least = Math.Min(least, GC.GetTotalAllocatedBytes(true) - before);
            }
            Assert.Equal(0, least);
        }
    }

    [Fact]
    public void There_are_never_more_threads_than_processors()
    {
        using var team = new ThreadTeam(100_000, _ => { });
        Assert.Equal(Environment.ProcessorCount, team.Parts);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ThreadTeam(0, _ => { }));
    }

    [Fact]
    public void A_failing_part_is_reported_and_ends_the_team()
    {
        ThreadTeam team = null!;
        team = new ThreadTeam(
            3,
            part =>
            {
                if (part == 1)
                    throw new FormatException("part 1");
                team.Barrier(part);
            },
            processors: 3);
        using (team)
        {
            var exception = Assert.Throws<InvalidOperationException>(team.Run);
            Assert.IsType<FormatException>(exception.InnerException);
            Assert.Throws<ObjectDisposedException>(team.Run);
        }
    }

    [Fact]
    public void A_disposed_team_refuses_to_run_and_one_that_runs_refuses_a_second_caller()
    {
        using var inside = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        var team = new ThreadTeam(1, _ =>
        {
            inside.Set();
            leave.Wait();
        });
        var thread = new Thread(team.Run);
        thread.Start();
        inside.Wait();
        Assert.Throws<InvalidOperationException>(team.Run);
        Assert.Throws<InvalidOperationException>(team.Dispose);
        leave.Set();
        thread.Join();
        team.Dispose();
        team.Dispose();
        Assert.Throws<ObjectDisposedException>(team.Run);
    }

    /// <summary>A forgotten team: the collector takes the object that it works for, and its threads end.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_team_that_nobody_disposed_is_collected_and_its_threads_end(int parts)
    {
        (WeakReference worker, Thread[] threads) = Forget(parts);
        for (int i = 0; i < 50 && worker.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(worker.IsAlive);
        Assert.Equal(parts - 1, threads.Length);
        Assert.All(threads, thread => Assert.True(thread.Join(TimeSpan.FromSeconds(60))));
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static (WeakReference Worker, Thread[] Threads) Forget(int parts)
    {
        var worker = new Worker(parts);
        worker.Team.Run();
        worker.Team.Run();
        return (new WeakReference(worker), worker.Seen[1..]);
    }

    /// <summary>As the emitted class: it holds its team, and its team's body is a method of it.</summary>
    private sealed class Worker
    {
        public Worker(int parts)
        {
            Seen = new Thread[parts];
            Team = new ThreadTeam(parts, part => Seen[part] = Thread.CurrentThread, processors: parts);
        }

        public ThreadTeam Team { get; }

        public Thread[] Seen { get; }
    }
}
