using System.Globalization;
using System.Text;

namespace YoloGen.Vision.Tests.Data;

/// <summary>Label files and descriptions that mean harm or are broken, each with what has to come of it.</summary>
/// <param name="Name">What is wrong with it.</param>
/// <param name="File">a.txt (YOLO), a.xml (Pascal VOC) or data.yaml.</param>
/// <param name="Text">Its text.</param>
/// <param name="Outcome">"2 boxes", "2 boxes, 1 YG0703" or a code alone: the whole file is refused.</param>
internal sealed record HostileLabel(string Name, string File, string Text, string Outcome);

internal static class HostileLabels
{
    private const string Good = "0 0.5 0.5 0.2 0.2\n";

    public static IEnumerable<HostileLabel> All() => [.. Yolo(), .. Voc(), .. Descriptions()];

    private static IEnumerable<HostileLabel> Yolo()
    {
        foreach ((string name, string line) in ((string, string)[])
        [
            ("no numbers", "a b c d e"), ("four fields", "0 0.5 0.5 0.2"), ("six fields", "0 0.5 0.5 0.2 0.2 0.9"), ("an outline of two points and a half", "0 .1 .1 .2 .2 .3"),
            ("a negative class", "-1 0.5 0.5 0.2 0.2"), ("a class too many", "2 0.5 0.5 0.2 0.2"), ("a class between two", "0.5 0.5 0.5 0.2 0.2"), ("class NaN", "NaN 0.5 0.5 0.2 0.2"),
            ("class infinity", "Infinity 0.5 0.5 0.2 0.2"), ("class 1e30", "1e30 0.5 0.5 0.2 0.2"), ("class 4294967296, which is 0 in 32 bits", "4294967296 0.5 0.5 0.2 0.2"),
            ("a centre that is NaN", "0 NaN 0.5 0.2 0.2"), ("an infinite width", "0 0.5 0.5 Infinity 0.2"), ("a width of 1e39", "0 0.5 0.5 1e39 0.2"), ("a negative width", "0 0.5 0.5 -0.2 0.2"),
            ("no area", "0 0.5 0.5 0 0"), ("an area that rounds to none", "0 0.5 0.5 1e-30 1e-30"), ("pixels instead of shares", "0 320 240 64 48"), ("outside to the left", "0 -0.5 0.5 0.2 0.2"),
            ("commas for points", "0 0,5 0,5 0,2 0,2"), ("hexadecimal", "0x0 0.5 0.5 0.2 0.2"), ("a null character", "0 0.5\0 0.5 0.2 0.2"), ("digits of another script", "0 ٠.٥ 0.5 0.2 0.2"),
            ("semicolons", "0;0.5;0.5;0.2;0.2"), ("an outline along a line", "0 .1 .1 .2 .1 .3 .1"), ("a line of 2 MB", "0 " + string.Concat(Enumerable.Repeat("0.5 ", 500_000))),
        ])
        {
            yield return new("YOLO, " + name, "a.txt", Good + line + "\n", "1 boxes, 1 YG0703");
        }

        yield return new("YOLO, the same box twice", "a.txt", Good + Good, "1 boxes, 1 YG0703");
        yield return new("YOLO, empty", "a.txt", "", "0 boxes");
        yield return new("YOLO, only white space", "a.txt", new string(' ', 100_000) + new string('\n', 100_000), "0 boxes");
        yield return new("YOLO, a byte order mark and line ends of Windows", "a.txt", "\uFEFF0 0.5 0.5 0.2 0.2\r\n1 0.5 0.5 0.2 0.2\r\n", "2 boxes");
        yield return new("YOLO, one line without its end", "a.txt", Good.TrimEnd(), "1 boxes");
        yield return new("YOLO, an outline of 100,000 points", "a.txt", "0 " + string.Concat(Enumerable.Range(0, 100_000).Select(i => i % 2 == 0 ? ".1 .2 " : ".3 .4 ")), "1 boxes");
        yield return new("YOLO, 300,000 boxes", "a.txt", string.Concat(Enumerable.Range(0, 300_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"0 .5 .5 .2 0.2{i:D6}\n"))), "300000 boxes");
        yield return new("YOLO, 8 million broken lines", "a.txt", string.Concat(Enumerable.Repeat("a\n", 8_000_000)), "0 boxes, 1001 YG0703");
        yield return new("YOLO, 200,000 equal boxes", "a.txt", string.Concat(Enumerable.Repeat(Good, 200_000)), "1 boxes, 1001 YG0703");
        yield return new("YOLO, one line of 16 MB", "a.txt", new string('7', (16 << 20) - 1), "0 boxes, 1 YG0703");
        yield return new("YOLO, larger than 16 MB", "a.txt", new string('\n', (16 << 20) + 1), "0 boxes, 1 YG0002");
        yield return new("YOLO, a photo instead of labels", "a.txt", Encoding.Latin1.GetString(PhotoWriter.Encode(new Photo(64, 64), jpeg: false)), "0 boxes, some YG0703");
    }

    private static IEnumerable<HostileLabel> Voc()
    {
        const string Size = "<size><width>100</width><height>80</height><depth>3</depth></size>";
        string Box(string corners, string name = "mask") => $"<object><name>{name}</name><bndbox>{corners}</bndbox></object>";
        string Corners(string left, string top, string right, string bottom) => $"<xmin>{left}</xmin><ymin>{top}</ymin><xmax>{right}</xmax><ymax>{bottom}</ymax>";
        string File(string inside) => $"<annotation>{inside}</annotation>";
        string good = Box(Corners("10", "10", "50", "50"));
        foreach ((string name, string item) in ((string, string)[])
        [
            ("an unknown class", Box(Corners("1", "1", "9", "9"), "dog")), ("no name", "<object><bndbox>" + Corners("1", "1", "9", "9") + "</bndbox></object>"), ("a name of 1 MB", Box(Corners("1", "1", "9", "9"), new string('x', 1 << 20))),
            ("no corners", "<object><name>mask</name></object>"), ("three corners", Box("<xmin>1</xmin><ymin>1</ymin><xmax>9</xmax>")), ("corners that are words", Box(Corners("a", "b", "c", "d"))),
            ("NaN", Box(Corners("NaN", "1", "9", "9"))), ("infinity", Box(Corners("1", "1", "Infinity", "9"))), ("1e39", Box(Corners("1", "1", "1e39", "9"))), ("corners in the wrong order", Box(Corners("50", "50", "10", "10"))),
            ("no area", Box(Corners("10", "10", "9", "9"))), ("outside", Box(Corners("10", "10", "500", "50"))), ("elements inside a number", Box("<xmin><a/></xmin><ymin>1</ymin><xmax>9</xmax><ymax>9</ymax>")),
            ("a number of 1 MB", Box(Corners(new string('9', 1 << 20), "1", "9", "9"))), ("another case of the class", Box(Corners("1", "1", "9", "9"), "Mask")),
        ])
        {
            yield return new("VOC, " + name, "a.xml", File(Size + good + item), "1 boxes, 1 YG0703");
        }

        foreach ((string name, string text) in ((string, string)[])
        [
            ("no XML", "0 0.5 0.5 0.2 0.2"), ("cut", File(Size + good)[..60]), ("empty", ""), ("two roots", File(Size) + File(Size)), ("a null character", File(Size + "\0")), ("a character that XML has not", File(Size + "&#0;")),
            ("a DTD", "<!DOCTYPE a>" + File(Size)), ("entities that multiply", "<!DOCTYPE a [<!ENTITY a \"xxxxxxxxxx\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]>" + File(Size + "&c;")),
            ("an entity that is a file", "<!DOCTYPE a [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>" + File(Size + "&a;")), ("an entity over the network", "<!DOCTYPE a SYSTEM \"http://localhost:1/a.dtd\">" + File(Size)),
            ("an entity nobody declared", File(Size + "&nothing;")), ("attributes twice", "<annotation a='1' a='2'/>"), ("no size", File(good)), ("a width of 0", File("<size><width>0</width><height>80</height></size>" + good)),
            ("a negative height", File("<size><width>100</width><height>-80</height></size>" + good)), ("a width that is NaN", File("<size><width>NaN</width><height>80</height></size>" + good)),
            ("65 levels", string.Concat(Enumerable.Repeat("<a>", 66)) + string.Concat(Enumerable.Repeat("</a>", 66))), ("200,000 levels", string.Concat(Enumerable.Repeat("<a>", 200_000))),
            ("an end without a beginning", "</annotation>"), ("a tag of 1 MB without its end", File("<" + new string('x', 1 << 20) + ">")), ("a comment without an end", "<annotation><!-- " + new string('-', 100_000)), ("CDATA without an end", "<annotation><![CDATA["),
        ])
        {
            yield return new("VOC, " + name, "a.xml", text, "0 boxes, 1 YG0703");
        }

        yield return new("VOC, 100,000 attributes", "a.xml", "<annotation " + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"a{i}='1' ")) + ">" + Size + good + "</annotation>", "1 boxes");
        yield return new("VOC, 200,000 elements that nobody reads", "a.xml", File(Size + string.Concat(Enumerable.Repeat("<part/>", 200_000)) + good), "1 boxes");
        yield return new("VOC, 10,000 unknown classes", "a.xml", File(Size + string.Concat(Enumerable.Repeat(Box(Corners("1", "1", "9", "9"), "dog"), 10_000))), "0 boxes, 1001 YG0703");
        yield return new("VOC, 20,000 boxes", "a.xml", File(Size + string.Concat(Enumerable.Repeat(good, 20_000))), "20000 boxes");
        yield return new("VOC, processing instructions and comments", "a.xml", "<?xml version='1.0'?><?php evil ?><!-- -->" + File(Size + good), "1 boxes");
        yield return new("VOC, a namespace of its own", "a.xml", "<annotation xmlns='urn:x'>" + Size + good + "</annotation>", "0 boxes, 1 YG0703");
        yield return new("VOC, larger than 16 MB", "a.xml", File(new string(' ', 16 << 20)), "0 boxes, 1 YG0002");
    }

    private static IEnumerable<HostileLabel> Descriptions()
    {
        const string Names = "names: [mask, no_mask]\n", Train = "train: images\n";
        foreach ((string name, string text) in ((string, string)[])
        [
            ("empty", ""), ("only a comment", "# nothing\n"), ("no names", Train), ("names without a value", "names:\n" + Train), ("names as a word", "names: mask\n" + Train), ("no train", Names), ("train without a value", Names + "train:\n"),
            ("train is a map", Names + "train: {a: b}\n"), ("train leads nowhere", Names + "train: nowhere\n"), ("train is data.yaml itself", Names + "train: data.yaml\n"), ("train is a path of 1 MB", Names + "train: " + new string('x', 1 << 20) + "\n"),
            ("path leads nowhere", "path: /nowhere/at/all\n" + Names + "train: pictures\n"), ("an anchor", "names: &n [a, b]\n" + Train), ("an alias", "names: *n\n" + Train), ("a tag", "names: !!binary aGk=\n" + Train),
            ("lists that multiply", "a: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nnames: *b\n" + Train), ("40 lists inside each other", "a: " + new string('[', 40) + new string(']', 40) + "\n" + Names + Train),
            ("two documents", Names + Train + "---\n" + Names + Train), ("a list", "- a\n"), ("an open quote", "names: [\"a]\n" + Train), ("a null character", Names + Train + "a: \"\0\"\n"), ("tabs", "names:\n\t- a\n" + Train),
            ("key 5 of two", "names: {0: a, 5: b}\n" + Train), ("key 0 twice, as 00", "names: {0: a, 00: b}\n" + Train), ("a negative key", "names: {-1: a}\n" + Train), ("a key of 1 MB", "names:\n  ? \"" + new string('x', 1 << 20) + "\"\n  : a\n" + Train),
            ("nc of 2 billion", "nc: 2000000000\n" + Train), ("nc of -1", "nc: -1\n" + Train), ("nc that is a word", "nc: two\n" + Train), ("200,000 names", "names:\n" + string.Concat(Enumerable.Range(0, 200_000).Select(i => $"  - n{i}\n")) + Train),
            ("an escape that is no character", "names: [\"\\ud800\"]\n" + Train + "x: \"\\U00110000\"\n"),
        ])
        {
            yield return new("data.yaml, " + name, "data.yaml", text, "YG0704");
        }

        yield return new("data.yaml, larger than 16 MB", "data.yaml", new string('#', (16 << 20) + 1), "YG0002");
        yield return new("data.yaml, the folder 90,000 times", "data.yaml", Names + "train: [" + string.Concat(Enumerable.Repeat("images, ", 90_000)) + "]\n", "1 boxes");
        yield return new("data.yaml, keys of other programs", "data.yaml", Names + Train + "download: |\n  rm -rf /\nroboflow: {a: [1, {b: c}]}\n", "1 boxes");
        yield return new("data.yaml, an unknown directive of 1 MB, which YAML ignores", "data.yaml", "%" + new string('x', 1 << 20) + "\n---\n" + Names + Train, "1 boxes");
        yield return new("data.yaml, a name of 1 MB", "data.yaml", "names: [\"" + new string('x', 1 << 20) + "\", b]\n" + Train, "1 boxes");
        yield return new("data.yaml, names that are code and paths", "data.yaml", "names: [\"../../etc\", \"\\\"; Environment.Exit(1); //\"]\n" + Train, "1 boxes");
    }
}
