using Xunit;
using YoloGen.Generated;

namespace YoloGen.Vision.Tests.Support;

public sealed unsafe class AllocationTests
{
    [Fact]
    public void Filling_decoding_and_suppressing_allocate_nothing()
    {
        Photo photo = LetterboxTests.Random(320, 200, 1);
        float[] table = new float[PhotoInput.TableLength];
        float[] input = new float[96 * 96 * 3];
        byte[] scratch = new byte[(int)Letterbox.ScratchBytes(96)];
        float[] map = new float[8 * 36];
        for (int i = 0; i < map.Length; i++)
            map[i] = i / 36 is 0 or >= 5 ? 0.9f : 0.1f * (i % 7);
        var memory = new Candidate[20];
        long allocated = 0;
        int kept = 0;
        for (int round = 0; round < 3; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            kept = Once(photo, table, input, scratch, map, memory);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Assert.True(kept > 0);
        Assert.Equal(0, allocated);
    }

    private static int Once(Photo photo, float[] table, float[] input, byte[] scratch, float[] map, Candidate[] memory)
    {
        LetterboxMap box = LetterboxMap.ForLetterbox(photo.Width, photo.Height, 96, 96);
        fixed (byte* rgb = photo.Rgb, s = scratch)
        fixed (float* t = table, i = input)
            PhotoInput.FillFloat(FrameSource.Rgb(rgb, photo.Width), box, true, t, i, 96 * 96, 96, 1, s, 0, 96);
        var candidates = new CandidateBuffer(memory, 0.1f);
        FastestDetHead.Decode(map, new(6, 6, 3, 96, 96), ref candidates);
        YoloAnchorsHead.Decode(map, new(6, 6, 3, 16, 16, true, 1f), stackalloc float[] { 10f, 12f }, ref candidates);
        int kept = Nms.Run(candidates.Items, 0.5f, 10);
        for (int k = 0; k < kept; k++)
            box.ToPhoto(ref candidates.Items[k]);
        return kept;
    }
}
