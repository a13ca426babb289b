using System.Globalization;

namespace YoloGen.Detection;

/// <summary>Another way to bring a photo to the input.</summary>
/// <param name="Option">What a user says for it.</param>
/// <param name="Head">The head with it.</param>
public sealed record InputAlternative(string Option, HeadSelection Head);

/// <summary>The ways that families of detectors take photos, one thing changed at a time.</summary>
public static class InputAlternatives
{
    private static readonly (float[] Mean, float[] Scale, string Option)[] Scales =
    [
        ([0, 0, 0], [1 / 255f, 1 / 255f, 1 / 255f], "--mean 0 --scale 1/255"),
        ([0, 0, 0], [1, 1, 1], "--mean 0 --scale 1"),
        ([127.5f, 127.5f, 127.5f], [1 / 127.5f, 1 / 127.5f, 1 / 127.5f], "--mean 127.5 --scale 1/127.5"),
        ([123.675f, 116.28f, 103.53f], [1 / 58.395f, 1 / 57.12f, 1 / 57.375f], "--mean 123.675,116.28,103.53 --scale 1/58.395,1/57.12,1/57.375"),
        ([103.53f, 116.28f, 123.675f], [1 / 57.375f, 1 / 57.12f, 1 / 58.395f], "--mean 103.53,116.28,123.675 --scale 1/57.375,1/57.12,1/58.395"),
    ];

    /// <summary>All that differ from what is in use.</summary>
    public static IReadOnlyList<InputAlternative> Of(HeadSelection head) =>
    [
        new(head.Bgr ? "--input rgb" : "--input bgr", head with { Bgr = !head.Bgr, Mean = [.. head.Mean.Reverse()], Scale = [.. head.Scale.Reverse()] }),
        new(head.Resize == ResizeMode.Stretch ? "--resize letterbox" : "--resize stretch", head with { Resize = head.Resize == ResizeMode.Stretch ? ResizeMode.Letterbox : ResizeMode.Stretch }),
        .. Scales.Where(s => !Near(s.Mean, head.Mean, head.Scale) || !Near(s.Scale, head.Scale, head.Scale)).Select(s => new InputAlternative(s.Option, head with { Mean = s.Mean, Scale = s.Scale })),
    ];

    /// <summary>What is in use, in words.</summary>
    public static string Words(HeadSelection head) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(head.Bgr ? "bgr" : "rgb")}, mean {string.Join(" ", head.Mean.Distinct().Select(m => m.ToString("0.###", CultureInfo.InvariantCulture)))}, scale {string.Join(" ", head.Scale.Distinct().Select(s => s.ToString("0.######", CultureInfo.InvariantCulture)))}, {(head.Resize == ResizeMode.Stretch ? "stretch" : "letterbox")}");

    private static bool Near(IReadOnlyList<float> a, IReadOnlyList<float> b, IReadOnlyList<float> scale) => a.Zip(b).All(p => Math.Abs(p.First - p.Second) <= 0.02f * Math.Max(Math.Abs(p.First), Math.Abs(p.Second))) && scale.Count == 3;
}
