using SkiaSharp;

namespace YoloGen.Vision;

/// <summary>How a mask is worn.</summary>
internal enum MaskWear
{
    None,
    Proper,
    BelowNose,
    OnChin,
}

internal enum MaskKind
{
    Surgical,
    Cloth,
    Respirator,
    Folded,
}

internal enum HairKind
{
    Bald,
    Short,
    Parted,
    Long,
    Curly,
    Bun,
    Cap,
    Beanie,
    Scarf,
    Helmet,
}

/// <summary>Everything that is random about a person, drawn once, so that painters only paint.</summary>
internal sealed record PersonLook(
    SKColor Skin,
    SKColor Hair,
    HairKind HairKind,
    SKColor Hat,
    SKColor Cloth,
    SKColor ClothAccent,
    int ClothKind,
    SKColor Iris,
    float FaceWidth,
    float Jaw,
    float Yaw,
    float Pitch,
    float EyeOpen,
    float Smile,
    bool MouthOpen,
    float Beard,
    bool Glasses,
    bool Sunglasses,
    MaskWear Wear,
    MaskKind MaskKind,
    SKColor MaskColor,
    SKColor MaskAccent,
    int MaskPattern,
    float LightX)
{
    private static readonly uint[] SkinTones =
    [
        0xFFF6DDCB, 0xFFF1CDB0, 0xFFEAC0A0, 0xFFE0AC87, 0xFFD49A70, 0xFFC68863, 0xFFB5764C, 0xFF9C6240, 0xFF7F4E31, 0xFF643C26, 0xFF4E2F1F, 0xFF3B2418,
    ];

    private static readonly uint[] HairTones =
    [
        0xFF17120F, 0xFF241A14, 0xFF3B2A1E, 0xFF55402C, 0xFF6F5234, 0xFF8E6B3E, 0xFFC2A05F, 0xFFDDC38A, 0xFF8C8C8C, 0xFFCFCFCF, 0xFF7A3420, 0xFF1E1E28,
    ];

    public static PersonLook Draw(SynthRandom random, float maskShare, float lightX)
    {
        MaskWear wear = random.Chance(maskShare) ? MaskWear.Proper
            : random.Chance(0.16f) ? (random.Chance(0.6f) ? MaskWear.BelowNose : MaskWear.OnChin)
            : MaskWear.None;
        MaskKind kind = random.Unit() switch { < 0.5f => MaskKind.Surgical, < 0.78f => MaskKind.Cloth, < 0.9f => MaskKind.Respirator, _ => MaskKind.Folded };
        bool sunglasses = random.Chance(0.05f);
        return new PersonLook(
            Jitter(random, random.Pick(SkinTones), 8),
            Jitter(random, random.Chance(0.04f) ? (uint)(0xFF000000 | (random.NextBits() & 0xFFFFFF)) : random.Pick(HairTones), 6),
            random.Unit() switch { < 0.06f => HairKind.Bald, < 0.32f => HairKind.Short, < 0.46f => HairKind.Parted, < 0.66f => HairKind.Long, < 0.74f => HairKind.Curly, < 0.8f => HairKind.Bun, < 0.86f => HairKind.Cap, < 0.9f => HairKind.Beanie, < 0.97f => HairKind.Scarf, _ => HairKind.Helmet },
            AnyColor(random, 0.6f),
            AnyColor(random, 0.45f),
            AnyColor(random, 0.5f),
            random.Int(0, 4),
            random.Pick<SKColor>(new(0xFF3A2A1C), new(0xFF5B3E22), new(0xFF4D6B47), new(0xFF4A6F94), new(0xFF2A1C14)),
            random.Range(0.9f, 1.1f),
            random.Range(0.85f, 1.12f),
            Math.Clamp(random.Normal() * 0.38f, -0.95f, 0.95f),
            Math.Clamp(random.Normal() * 0.08f, -0.18f, 0.18f),
            random.Chance(0.08f) ? 0.1f : random.Range(0.6f, 1f),
            random.Range(-0.3f, 1f),
            random.Chance(0.25f),
            random.Chance(0.2f) ? random.Range(0.2f, 0.9f) : 0f,
            random.Chance(0.2f) && !sunglasses,
            sunglasses,
            wear,
            kind,
            MaskTone(random, kind),
            AnyColor(random, 0.6f),
            random.Int(0, 4),
            lightX + random.Range(-0.15f, 0.15f));
    }

    /// <summary>A colour of limited saturation.</summary>
    public static SKColor AnyColor(SynthRandom random, float saturation)
        => SKColor.FromHsv(random.Range(0, 360), random.Range(0, 100 * saturation), random.Range(12, 96));

    private static SKColor MaskTone(SynthRandom random, MaskKind kind) => kind switch
    {
        MaskKind.Surgical => random.Unit() switch
        {
            < 0.55f => Jitter(random, 0xFFA9CFE3, 14),
            < 0.75f => Jitter(random, 0xFFE9EEF0, 8),
            < 0.85f => Jitter(random, 0xFFA6D3BE, 12),
            < 0.95f => Jitter(random, 0xFF2B2D31, 8),
            _ => Jitter(random, 0xFFE8B7C4, 12),
        },
        MaskKind.Respirator or MaskKind.Folded => random.Chance(0.75f) ? Jitter(random, 0xFFF0F0EC, 8) : Jitter(random, 0xFF303236, 8),
        _ => random.Chance(0.4f) ? Jitter(random, 0xFF26272B, 12) : AnyColor(random, 0.7f),
    };

    private static SKColor Jitter(SynthRandom random, uint color, int by)
    {
        int shift = random.Int(-by, by);
        byte Part(int offset) => (byte)Math.Clamp((int)(color >> offset & 255) + shift + random.Int(-by / 2, by / 2), 0, 255);
        return new SKColor(Part(16), Part(8), Part(0));
    }
}
