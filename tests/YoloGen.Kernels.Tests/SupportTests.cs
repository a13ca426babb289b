using System;
using System.IO;
using System.Linq;
using System.Text;
using Xunit;
using YoloGen.Generated;

namespace YoloGen.Kernels.Tests;

/// <summary>Native memory, weights, hashes, choice of instruction set.</summary>
public unsafe class SupportTests
{
    [Theory]
    [InlineData("", 0xEF46DB3751D8E999)]
    [InlineData("a", 0xD24EC4F1A98C6E5B)]
    [InlineData("abc", 0x44BC2CF5AD770999)]
    [InlineData("Nobody inspects the spammish repetition", 0xFBCEA83C8A378BF1)]
    public void The_hash_is_XXH64(string text, ulong hash) => Assert.Equal(hash, XxHash64.Compute(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Native_memory_is_zeroed_aligned_and_has_slack()
    {
        using var buffer = new NativeBuffer(1000);
        Assert.Equal(0u, (nuint)buffer.Pointer % 64);
        Assert.True(new Span<byte>(buffer.Pointer - 256, 1000 + 512).IndexOfAnyExcept((byte)0) < 0);
        buffer.Dispose();
        Assert.True(buffer.Pointer == null);
        buffer.Dispose();
    }

    [Fact]
    public void Weights_of_wrong_length_or_content_are_refused()
    {
        byte[] data = [.. Enumerable.Range(0, 77).Select(i => (byte)i)];
        ulong hash = XxHash64.Compute(data);
        using (NativeBuffer weights = WeightsBlob.FromSpan(data, 77, hash))
            Assert.True(new Span<byte>(weights.Pointer, 77).SequenceEqual(data));
        Assert.Throws<InvalidDataException>(() => WeightsBlob.FromSpan(data, 78, hash));
        data[5]++;
        Assert.Throws<InvalidDataException>(() => WeightsBlob.FromSpan(data, 77, hash));
        Assert.Throws<InvalidDataException>(() => WeightsBlob.FromResource(typeof(SupportTests).Assembly, "none", 77, hash));
    }

    [Fact]
    public void The_instruction_set_is_the_best_supported_or_the_forced_one()
    {
        Isa[] all = [Isa.Portable, Isa.Avx2, Isa.Vnni, Isa.Neon, Isa.Dot];
        Isa best = IsaSelection.Choose(all, null);
        Assert.True(IsaSelection.IsSupported(best));
        Assert.All(all, isa => Assert.True(isa <= best || !IsaSelection.IsSupported(isa), $"{isa} is supported and better than {best}"));
        Assert.Equal(Isa.Portable, IsaSelection.Choose(all, " Portable "));
        Assert.Contains("avx512", Assert.Throws<PlatformNotSupportedException>(() => IsaSelection.Choose(all, "avx512")).Message);
        Assert.Throws<PlatformNotSupportedException>(() => IsaSelection.Choose([Isa.Portable], "avx2"));
        Isa foreign = IsaSelection.IsSupported(Isa.Avx2) ? Isa.Neon : Isa.Avx2;
        Assert.Throws<PlatformNotSupportedException>(() => IsaSelection.Choose(all, IsaSelection.Name(foreign)));
        Assert.Throws<PlatformNotSupportedException>(() => IsaSelection.Choose([foreign], null));
    }

    /// <summary>This process chose AVX2, so the processor has it: portable kernels are explained, unless nothing better was emitted.</summary>
    [Fact]
    public void Portable_kernels_on_a_processor_with_AVX2_are_explained()
    {
        Assert.SkipUnless(IsaSelection.IsSupported(Isa.Avx2), "the processor has no AVX2");
        Assert.Contains("IlcInstructionSet", IsaSelection.Note(Isa.Portable, hasAvx2: true), StringComparison.Ordinal);
        Assert.Null(IsaSelection.Note(Isa.Portable, hasAvx2: false));
        Assert.Null(IsaSelection.Note(Isa.Avx2, hasAvx2: true));
    }
}
