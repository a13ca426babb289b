using SkiaSharp;
using Xunit;

namespace YoloGen.Vision.Tests.Drawing;

/// <summary>Names of classes on photos, in whatever script, with the fonts of the machine or without any.</summary>
public sealed class LabelTextTests
{
    private static readonly FontSet None = new([]);

    private static FontSet Fonts
    {
        get
        {
            Assert.SkipWhen(FontSet.OfMachine.Main is null, FontSet.Remedy);
            return FontSet.OfMachine;
        }
    }

    /// <summary>Each letter has ink of its own; what a font lacks would look like every other character that it lacks.</summary>
    [Theory]
    [InlineData("e", "é", "è", "ë")]
    [InlineData("ß", "ç", "ñ", "Å")]
    [InlineData("Ω", "λ", "Я", "ж")]
    public void Letters_of_other_languages_look_like_themselves(params string[] letters)
    {
        TextMask[] masks = [.. letters.Append("\uFFFF").Select(l => TextMask.Of(l, 40, Fonts)!)];
        Assert.All(masks, m => Assert.Contains(m.Coverage, c => c > 128));
        for (int i = 0; i < masks.Length; i++)
        {
            for (int j = 0; j < i; j++)
                Assert.False(masks[i].Width == masks[j].Width && masks[i].Coverage.AsSpan().SequenceEqual(masks[j].Coverage), $"{i} and {j} look the same");
        }
    }

    [Fact]
    public void An_accent_stands_above_its_letter()
    {
        TextMask plain = TextMask.Of("o", 40, Fonts)!, umlaut = TextMask.Of("ö", 40, Fonts)!;
        Assert.True(Top(umlaut) < Top(plain) - 2);
        Assert.Equal(Bottom(plain), Bottom(umlaut));
    }

    [Fact]
    public void A_character_comes_from_the_first_font_that_has_it()
    {
        string[] files = [.. Directory.Exists("/usr/share/fonts") ? Directory.GetFiles("/usr/share/fonts", "DejaVuSans*.ttf", SearchOption.AllDirectories) : []];
        string? sans = Array.Find(files, f => f.EndsWith("/DejaVuSans.ttf", StringComparison.Ordinal)), mono = Array.Find(files, f => f.EndsWith("/DejaVuSansMono.ttf", StringComparison.Ordinal));
        Assert.SkipWhen(sans is null || mono is null, "fonts-dejavu-core is not installed");
        // U+05D0, Hebrew: in DejaVu Sans, not in DejaVu Sans Mono.
        var hebrew = new System.Text.Rune(0x05D0);
        var fonts = new FontSet([Path.Combine(Path.GetTempPath(), "no-such-font.ttf"), mono!, sans!]);
        Assert.Equal("DejaVu Sans Mono", fonts.Main!.FamilyName);
        using var font = new SKFont(fonts.Main);
        Assert.SkipWhen(font.ContainsGlyph(hebrew.Value), "this DejaVu Sans Mono has Hebrew");
        Assert.Equal("DejaVu Sans Mono", fonts.For(new System.Text.Rune('a'))!.FamilyName);
        Assert.Equal("DejaVu Sans", fonts.For(hebrew)!.FamilyName);
        Assert.Equal("DejaVu Sans Mono", fonts.For(new System.Text.Rune('\uE000'))!.FamilyName);
    }

    /// <summary>Names come from model files: no line break, no turn of the writing, no width without end.</summary>
    [Fact]
    public void Hostile_names_stay_one_line_in_their_photo()
    {
        TextMask one = TextMask.Of("a?b", 20, Fonts)!;
        Assert.Equal(one.Coverage, TextMask.Of("a\nb", 20, Fonts)!.Coverage);
        Assert.Equal(one.Coverage, TextMask.Of("a\u202E\u2028b", 20, Fonts)!.Coverage);
        Assert.InRange(TextMask.Of(new string('W', 100_000), 64, Fonts)!.Width, 1000, 8192);
        var photo = new Photo(50, 40);
        BoxDrawer.DrawOnto(photo, [new DetectedBox(-20, -20, 500, 500, 1, 0), new DetectedBox(48, 38, 1, 1, 0.5f, 1)], [new string('é', 500), "\uD800"], Fonts);
        Assert.Contains(photo.Rgb, v => v != 0);
    }

    [Fact]
    public void Names_are_cut_between_characters_as_readers_see_them()
    {
        Assert.Equal("ab", TextMask.Beginning("abc", 2));
        Assert.Equal("abc", TextMask.Beginning("abc", 3));
        Assert.Equal("e\u0301e\u0301", TextMask.Beginning("e\u0301e\u0301e\u0301", 2));
        Assert.Equal("\U0001F600", TextMask.Beginning("\U0001F600\U0001F601", 1));
    }

    [Fact]
    public void Without_a_font_the_box_stands_alone()
    {
        Assert.Null(None.Main);
        Assert.Null(TextMask.Of("a", 20, None));
        Photo bare = new(200, 100), named = new(200, 100);
        DetectedBox[] boxes = [new DetectedBox(40, 40, 60, 50, 0.9f, 0)];
        BoxDrawer.DrawOnto(bare, boxes, ["é"], None);
        // The box's own lines, and nothing above it.
        Assert.Contains(bare.Rgb, v => v != 0);
        Assert.All(bare.Rgb[..(40 * 200 * 3)], v => Assert.Equal(0, v));
        BoxDrawer.DrawOnto(named, boxes, ["é"], Fonts);
        Assert.Contains(named.Rgb[..(40 * 200 * 3)], v => v != 0);
        Assert.Equal(bare.Rgb[(41 * 200 * 3)..], named.Rgb[(41 * 200 * 3)..]);
    }

    private static int Top(TextMask mask) => Array.FindIndex(mask.Coverage, c => c > 128) / mask.Width;

    private static int Bottom(TextMask mask) => Array.FindLastIndex(mask.Coverage, c => c > 128) / mask.Width;
}
