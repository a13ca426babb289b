namespace YoloGen.Training.Data;

/// <summary>A labelled object: class, centre and size, in pixels of the photo or canvas it belongs to.</summary>
internal readonly record struct Box(int Class, float CenterX, float CenterY, float Width, float Height);
