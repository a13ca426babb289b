#nullable enable

namespace YoloGen.Generated;

/// <summary>A point of an object, such as an eye or an elbow, in pixels of the network's input.</summary>
internal struct Landmark
{
    public float X;
    public float Y;

    /// <summary>How sure the network is that the point is seen, 0 to 1; 1 where it does not say.</summary>
    public float Visibility;
}
