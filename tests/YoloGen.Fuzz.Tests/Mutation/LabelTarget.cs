using System.Text;
using YoloGen.Diagnostics;
using YoloGen.Vision;

namespace YoloGen.Fuzz.Tests.Mutation;

/// <summary>Damaged label files and data.yaml, alone and in a data set on disk.</summary>
internal static class LabelTarget
{
    private const string Yolo = "0 0.5 0.5 0.25 0.25\n1 0.1 0.2 0.05 0.125\n0 0.1 0.1 0.4 0.1 0.4 0.4 0.1 0.4\n";
    private const string Yaml = "# a data set\npath: .\ntrain: images/train\nval: images/val\nnc: 2\nnames:\n  0: mask\n  1: 'no mask'\n";
    private const string YamlList = "train: [images/a, images/b]\nval: images/val\nnames: [\"mask\", 'no mask', third]\n";

    private const string Voc = "<?xml version=\"1.0\"?>\n<annotation><folder>f</folder><filename>p.png</filename><size><width>64</width><height>48</height><depth>3</depth></size>" +
        "<object><name>mask</name><difficult>0</difficult><bndbox><xmin>4</xmin><ymin>5</ymin><xmax>30</xmax><ymax>40</ymax></bndbox></object></annotation>\n";

    private static readonly string[] Pieces = ["nan", "inf", "-1", "1e39", "1e400", "99999999999", "0", "2", "\"", "'", "[", "]", "{", "}", ": ", "- ", "&a", "*a", "<a>", "</a>", "<!DOCTYPE a [<!ENTITY x \"y\">]>", "&x;", "<![CDATA[", "\0", "\u2028", "\ufeff", "\t", "../", "/dev/zero", "  "];

    public static void Feed(int seed)
    {
        var random = new Random(seed);
        var problems = new List<Diagnostic>();
        switch (random.Next(4))
        {
            case 0: YoloLabels.Parse(Damaged(Yolo, random), 2, "labels.txt", problems); break;
            case 1: VocLabels.Parse(Damaged(Voc, random), ["mask", "no mask"], "labels.xml", problems); break;
            case 2: DataYaml.Parse(Damaged(random.Next(2) == 0 ? Yaml : YamlList, random), "data.yaml"); break;
            default: OnDisk(random); break;
        }
    }

    private static string Damaged(string text, Random random)
    {
        if (random.Next(2) == 0)
        {
            return Encoding.UTF8.GetString(ByteMutation.Of(Encoding.UTF8.GetBytes(text), random));
        }

        for (int i = random.Next(1, 5); i > 0; i--)
        {
            int at = random.Next(text.Length + 1), length = Math.Min(text.Length - at, random.Next(0, 7));
            string piece = Pieces[random.Next(Pieces.Length)];
            text = text[..at] + (random.Next(20) == 0 ? string.Concat(Enumerable.Repeat(piece, 5000)) : piece) + text[(at + length)..];
        }

        return text;
    }

    private static void OnDisk(Random random)
    {
        string folder = Directory.CreateTempSubdirectory("yologen-fuzz-").FullName;
        try
        {
            foreach (string split in (string[])["train", "val"])
            {
                Directory.CreateDirectory(Path.Combine(folder, "images", split));
                Directory.CreateDirectory(Path.Combine(folder, "labels", split));
                PhotoWriter.Write(new Photo(8, 8), Path.Combine(folder, "images", split, "p.png"));
                File.WriteAllText(Path.Combine(folder, "labels", split, "p.txt"), random.Next(2) == 0 ? Yolo : Damaged(Yolo, random));
            }

            File.WriteAllText(Path.Combine(folder, "data.yaml"), Damaged(Yaml, random));
            DataSetReader.Read(Path.Combine(folder, "data.yaml"), random.Next(2) == 0 ? "train" : "val");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
