using Xunit;

namespace YoloGen.Kernels.Tests;

/// <summary>Tests that measure the whole process (allocation of all threads) run by themselves.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class AloneCollection;
