using System.Text.Json.Serialization;

namespace WebApi;

/// <summary>What /detect answers.</summary>
/// <param name="Width">Of the photo as it is displayed, in pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Milliseconds">That the detector took.</param>
/// <param name="Boxes">Best first, in pixels of the photo.</param>
internal sealed record Answer(int Width, int Height, double Milliseconds, IReadOnlyList<Box> Boxes);

/// <summary>A found object.</summary>
internal sealed record Box(string Class, float Score, float X, float Y, float Width, float Height);

[JsonSerializable(typeof(Answer))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class ApiJson : JsonSerializerContext;
