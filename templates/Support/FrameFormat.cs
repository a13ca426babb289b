namespace YoloGen.Generated;

/// <summary>How the pixels of a frame lie in memory. The emitted class has the same list, for its users.</summary>
internal enum FrameFormat
{
    Rgb,
    Bgr,
    Rgba,
    Bgra,
    Grey,
    Nv12,
    Yuyv,
    I420,
}
