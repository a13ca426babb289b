using System.Text.Json;
using Xunit;
using YoloGen.Vision;

namespace YoloGen.Tests;

/// <summary>Boxes as the samples write them in JSON.</summary>
internal static class Answered
{
    /// <summary>Holds the property "boxes" against what the model finds, to the bit.</summary>
    public static void Equal(Drawn expected, JsonElement answer)
    {
        Assert.Equal(expected.Photo.Width, answer.GetProperty("width").GetInt32());
        Assert.Equal(expected.Photo.Height, answer.GetProperty("height").GetInt32());
        Assert.Equal(expected.Boxes, answer.GetProperty("boxes").EnumerateArray().Select(Box));
    }

    private static DetectedBox Box(JsonElement box) => new(
        box.GetProperty("x").GetSingle(), box.GetProperty("y").GetSingle(), box.GetProperty("width").GetSingle(), box.GetProperty("height").GetSingle(),
        box.GetProperty("score").GetSingle(), Drawn.ClassNames.ToList().IndexOf(box.GetProperty("class").GetString()!));
}
