using YoloGen.Generated;

namespace YoloGen.Detection.Heads;

/// <summary>Steps of the heads whose boxes are distances from a point of each cell.</summary>
internal static class Distances
{
    /// <summary>The statistics of ImageNet in bytes, blue first, as NanoDet and RTMDet subtract them.</summary>
    public static readonly float[] MeanBgr = [103.53f, 116.28f, 123.675f];

    /// <summary>One through the standard deviations.</summary>
    public static readonly float[] ScaleBgr = [1f / 57.375f, 1f / 57.12f, 1f / 58.395f];

    public static DecodeStep Step(Rows scores, Rows boxes, Rows? points, DistanceHead.Parameters parameters) => new DecodeStep<DistanceHead.Parameters>(
        nameof(DistanceHead), [scores.Output, boxes.Output, (points ?? boxes).Output], parameters, static (o, in p, _, ref c) => DistanceHead.Decode(o[0], o[1], o[2], in p, ref c),
        keypoints: static (o, in p, _, place, found) => DistanceHead.Keypoints(o[0], o[1], o[2], in p, place, found));
}
