using Xunit;
using YoloGen.Training.Runtime;

namespace YoloGen.Training.Tests;

/// <summary>Base of the tests that compute with libtorch: they are skipped, with the reason, where it does not load.</summary>
public abstract class NeedsTorch
{
    protected NeedsTorch()
    {
        if (TorchRuntime.Failure is { } reason)
            Assert.Skip(reason);
    }
}
