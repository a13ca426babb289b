using YoloGen.Vision;

namespace YoloGen.Tool.Video;

/// <summary>The frames of a film or a camera, one after the other.</summary>
internal interface IFrameReader : IDisposable
{
    /// <summary>Frames a second, as a fraction.</summary>
    (int Numerator, int Denominator) Rate { get; }

    /// <summary>How many frames there are; null where that is not known beforehand.</summary>
    int? Count { get; }

    /// <summary>The next frame; null behind the last one.</summary>
    /// <exception cref="Diagnostics.YoloGenException">The film is damaged.</exception>
    Photo? Read();
}

/// <summary>Where frames go.</summary>
internal interface IFrameWriter : IDisposable
{
    /// <summary>Adds a frame.</summary>
    void Write(Photo frame);

    /// <summary>Ends the film; without it, what was written is thrown away.</summary>
    void Complete();
}
