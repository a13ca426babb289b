using System.Reflection;
using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Planning;
using YoloGen.Emit;
using YoloGen.Execution;
using YoloGen.Verification;

namespace YoloGen.Compiler.Tests.Planning;

/// <summary>Measures the whole process, so it runs by itself.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;

[Collection(nameof(AloneCollection))]
public sealed class EmittedClassTests
{
    /// <summary>A small detector with a head: 8 boxes of 2 classes.</summary>
    private static PlannedNetwork Detector()
    {
        var b = new GraphBuilder(3);
        Tensor x = b.Input(1, 3, 16, 16);
        Tensor y = b.Conv(x, 6, GraphBuilder.Window(8, 8));
        b.Output(b.Add(new Reshape(), ElementType.Float32, [1, 6, 4], y));
        var head = new PlanHead(
            "yolov8",
            new PlanAttributes().Add("bgr", 0).AddFloats("mean", 0, 0, 0).AddFloats("scale", 1f / 255, 1f / 255, 1f / 255).Add("resize", "letterbox")
                .AddFloats("score", 0.01f).AddFloats("iou", 0.45f).Add("capacity", 64),
            [new PlanDecode("Yolov8Head", [0], new PlanAttributes().Add("boxes", 4).Add("classes", 2), [])], ["mask", "no \"mask\""]);
        return Planner.Plan(b.Build(), EmittedCheck.Options with { Head = head });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Run_and_Detect_allocate_nothing(int threads)
    {
        PlannedNetwork planned = Detector();
        using EmittedAssembly assembly = EmittedAssembly.Build(planned.Plan);
        using EmittedDetector detector = assembly.Create(planned.Weights, threads);
        for (int i = 0; i < 200; i++)
        {
            detector.Access.Run();
        }

        long least = long.MaxValue;
        for (int attempt = 0; attempt < 5; attempt++)
        {
            long before = GC.GetTotalAllocatedBytes(true);
            for (int i = 0; i < 1000; i++)
            {
                detector.Access.Run();
            }

            least = Math.Min(least, GC.GetTotalAllocatedBytes(true) - before);
        }

        Assert.Equal(0, least);
        Assert.Equal(0, detector.Access.DetectAllocates(new byte[3 * 40 * 30], 40, 30, 200));
    }

    [Fact]
    public void Wrong_arguments_throw_before_anything_is_touched()
    {
        PlannedNetwork planned = Detector();
        using EmittedAssembly assembly = EmittedAssembly.Build(planned.Plan);
        Assert.Throws<InvalidOperationException>(() => assembly.Create(planned.Weights, 0));
        Assert.Throws<InvalidOperationException>(() => assembly.Create(planned.Weights[..^1]));
        byte[] damaged = [.. planned.Weights];
        damaged[^5] ^= 1;
        Assert.Throws<InvalidOperationException>(() => assembly.Create(damaged));
        using EmittedDetector detector = assembly.Create(planned.Weights);
        Assert.Throws<ArgumentException>(() => detector.Access.Detect(new byte[10], 40, 30, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => detector.Access.Detect(new byte[0], 0, 30, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => detector.Access.Detect(new byte[0], -1, -1, 5));
        detector.Dispose();
        Assert.Throws<ObjectDisposedException>(() => detector.Access.Run());
        Assert.Throws<ObjectDisposedException>(() => detector.Access.Input(0).Length);
    }

    /// <summary>A detector that nobody disposed, and that ran on threads of its own.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_forgotten_detector_is_collected(int threads)
    {
        PlannedNetwork planned = Detector();
        using EmittedAssembly assembly = EmittedAssembly.Build(planned.Plan);
        WeakReference detector = Forget(assembly, planned.Weights, threads);
        for (int i = 0; i < 50 && detector.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(detector.IsAlive);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference Forget(EmittedAssembly assembly, byte[] weights, int threads)
    {
        IEmittedAccess access = assembly.Create(weights, threads).Access;
        access.Run();
        access.Detect(new byte[3 * 40 * 30], 40, 30, 5);
        return new WeakReference(access);
    }

    [Fact]
    public void Too_few_places_keep_the_best()
    {
        PlannedNetwork planned = Detector();
        using EmittedAssembly assembly = EmittedAssembly.Build(planned.Plan);
        using EmittedDetector detector = assembly.Create(planned.Weights, 2);
        var photo = new byte[3 * 33 * 21];
        new Random(1).NextBytes(photo);
        float[][] all = detector.Access.Detect(photo, 33, 21, 64), one = detector.Access.Detect(photo, 33, 21, 1);
        Assert.Equal(all.Take(1), one);
    }

    /// <summary>The JIT gives up optimising a method over 60,000 bytes of IL or 2,000 locals.</summary>
    [Fact]
    public void Methods_stay_small()
    {
        PlannedNetwork planned = Planner.Plan(RandomGraph.Make(11, 40).Build(), EmittedCheck.Options);
        using EmittedAssembly assembly = EmittedAssembly.Build(planned.Plan);
        Assert.All(assembly.Methods(), m => Assert.True(m.Bytes < 20_000 && m.Locals < 512, $"{m.Name}: {m.Bytes} bytes of IL, {m.Locals} locals"));
    }
}
