using CsCheck;
using Xunit;
using YoloGen.Diagnostics;
using YoloGen.Tests;

namespace YoloGen.Vision.Tests.Data;

public sealed class DataSetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("yologen-data").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Synthetic_set_is_written_and_read_back_the_same_twice()
    {
        var options = new SynthOptions { Width = 128, Height = 96, MaxFace = 60 };
        SynthDataSet.Write(Path.Combine(_folder, "a"), 4, 2, seed: 5, options);
        SynthDataSet.Write(Path.Combine(_folder, "b"), 4, 2, seed: 5, options);
        DataSet a = DataSetReader.Read(Path.Combine(_folder, "a"), "train");
        DataSet b = DataSetReader.Read(Path.Combine(_folder, "b", "data.yaml"), "train", handling: ProblemHandling.Fail);
        Assert.Equal(["mask", "no_mask"], a.ClassNames);
        Assert.Equal(4, a.Samples.Count);
        Assert.Equal(2, DataSetReader.Read(Path.Combine(_folder, "a"), "val").Samples.Count);
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(File.ReadAllBytes(a.Samples[i].PhotoPath), File.ReadAllBytes(b.Samples[i].PhotoPath));
            Assert.Equal(a.Samples[i].Boxes, b.Samples[i].Boxes);
            SynthScene scene = SceneComposer.Draw(5, i, options);
            Assert.Equal(scene.Labels.Count, a.Samples[i].Boxes.Count);
            foreach ((LabelledBox drawn, RelativeBox read) in scene.Labels.Zip(a.Samples[i].Boxes))
                Assert.Equal(drawn.X, read.ToPixels(128, 96).X, 0.01);
        }
        DataSetStatistics statistics = DataSetStatistics.Of(a);
        Assert.Equal(a.Samples.Sum(s => s.Boxes.Count), statistics.BoxesByClass.Sum());
        Assert.Equal([(128, 96, 4)], statistics.PhotoSizes);
    }

    [Fact]
    public void The_face_mask_set_reads_without_a_problem()
    {
        string yaml = SharedData.Require("datasets", "facemask", "data.yaml");
        DataSet train = DataSetReader.Read(yaml, "train", handling: ProblemHandling.Fail);
        DataSet test = DataSetReader.Read(yaml, "val", handling: ProblemHandling.Fail);
        Assert.Equal(["mask", "no_mask"], train.ClassNames);
        Assert.Empty(train.Samples.Select(s => Path.GetFileName(s.PhotoPath)).Intersect(test.Samples.Select(s => Path.GetFileName(s.PhotoPath))));
        foreach (DataSet split in (DataSet[])[train, test])
        {
            // Every photo and every line of a label file is there, counted without the reader.
            string folder = Path.GetDirectoryName(split.Samples[0].PhotoPath)!;
            Assert.Equal(Directory.GetFiles(folder).Length, split.Samples.Count);
            Assert.Equal(
                Directory.GetFiles(folder.Replace("images", "labels", StringComparison.Ordinal), "*.txt").Sum(f => File.ReadLines(f).Count(l => l.Trim().Length > 0)),
                split.Samples.Sum(s => s.Boxes.Count));
            Assert.All(split.Samples.SelectMany(s => s.Boxes), b => Assert.InRange(b.ClassId, 0, 1));
            Assert.Equal(2, split.Samples.SelectMany(s => s.Boxes).Select(b => b.ClassId).Distinct().Count());
        }
    }

    [Theory]
    [InlineData("0 0.5 0.5 0.2 0.2", 1, 0)]
    [InlineData("0 0.5 0.5 0.2 0.2\n\n1 0.1 0.1 0.1 0.1\r\n", 2, 0)]
    [InlineData("0 0.5 0.5 0.2", 0, 1)]
    [InlineData("2 0.5 0.5 0.2 0.2", 0, 1)]
    [InlineData("-1 0.5 0.5 0.2 0.2", 0, 1)]
    [InlineData("0.5 0.5 0.5 0.2 0.2", 0, 1)]
    [InlineData("0 0.5 0.5 0 0.2", 0, 1)]
    [InlineData("0 0.5 0.5 -0.1 0.2", 0, 1)]
    [InlineData("0 NaN 0.5 0.2 0.2", 0, 1)]
    [InlineData("0 0.5 0,5 0.2 0.2", 0, 1)]
    [InlineData("0 1.5 0.5 0.2 0.2", 0, 1)]
    [InlineData("0 0.9 0.5 0.205 0.2", 1, 0)]
    [InlineData("0 0.5 0.5 0.2 0.2\n0 0.5 0.5 0.2 0.2", 1, 1)]
    [InlineData("0 0.1 0.1 0.5 0.1 0.5 0.6 0.1 0.6", 1, 0)]
    [InlineData("mask 0.5 0.5 0.2 0.2", 0, 1)]
    public void Yolo_lines(string text, int boxes, int problems)
    {
        var found = new List<Diagnostic>();
        IReadOnlyList<RelativeBox> read = YoloLabels.Parse(text, 2, "f.txt", found);
        Assert.Equal((boxes, problems), (read.Count, found.Count));
        Assert.All(found, d => Assert.Equal(("YG0703", "f.txt", true), (d.Code.Id, d.File, d.Line > 0)));
        Assert.All(read, b => Assert.True(b.CenterX - b.Width / 2 >= -1e-6 && b.CenterX + b.Width / 2 <= 1 + 1e-6));
    }

    [Fact]
    public void Any_text_is_labels_or_problems()
        => Gen.OneOf(Gen.String, Gen.Char["0123456789. -\n\r\tex"].Array[0, 60].Select(c => new string(c))).Sample(text =>
        {
            YoloLabels.Parse(text, 2, "f", []);
            VocLabels.Parse(text, ["a"], "f", []);
            VocLabels.Parse($"<annotation><size>{text}", ["a"], "f", []);
        }, iter: 2000);

    [Fact]
    public void Voc_boxes_count_pixels_from_one()
    {
        const string Xml = """
            <annotation><size><width>100</width><height>50</height><depth>3</depth></size>
              <object><name>mask</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>50</xmax><ymax>25</ymax></bndbox></object>
              <object><name>hat</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>50</xmax><ymax>25</ymax></bndbox></object>
              <object><name>mask</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>950</xmax><ymax>25</ymax></bndbox></object>
              <object><name>mask</name></object>
            </annotation>
            """;
        var problems = new List<Diagnostic>();
        IReadOnlyList<RelativeBox> boxes = VocLabels.Parse(Xml, ["no_mask", "mask"], "f.xml", problems);
        Assert.Equal([new RelativeBox(1, 0.25f, 0.25f, 0.5f, 0.5f)], boxes);
        Assert.Equal([3, 4, 5], problems.Select(p => p.Line));
    }

    [Fact]
    public void Voc_entities_are_refused()
    {
        var problems = new List<Diagnostic>();
        VocLabels.Parse("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><annotation>&x;</annotation>", ["a"], "f.xml", problems);
        Assert.Single(problems);
    }

    [Fact]
    public void Voc_folder_lists_its_own_classes()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "JPEGImages"));
        Directory.CreateDirectory(Path.Combine(_folder, "Annotations"));
        PhotoWriter.Write(new Photo(20, 10), Path.Combine(_folder, "JPEGImages", "a.jpg"));
        File.WriteAllText(Path.Combine(_folder, "Annotations", "a.xml"), "<annotation><size><width>20</width><height>10</height></size><object><name>cat</name><bndbox><xmin>2</xmin><ymin>2</ymin><xmax>5</xmax><ymax>5</ymax></bndbox></object></annotation>");
        DataSet set = DataSetReader.Read(Path.Combine(_folder, "JPEGImages"));
        Assert.Equal(["cat"], set.ClassNames);
        Assert.Single(set.Samples[0].Boxes);
    }

    [Fact]
    public void Broken_labels_and_photos_are_skipped_or_fatal()
    {
        SynthDataSet.Write(_folder, 3, 0, 1, new SynthOptions { Width = 64, Height = 64, MaxFace = 40, EmptyShare = 0 });
        File.AppendAllText(Path.Combine(_folder, "labels", "train", "000001.txt"), "7 0.5 0.5 0.1 0.1\n");
        File.WriteAllBytes(Path.Combine(_folder, "images", "train", "000002.jpg"), [1, 2, 3]);
        DataSet set = DataSetReader.CheckPhotos(DataSetReader.Read(_folder));
        Assert.Equal(2, set.Samples.Count);
        Assert.Equal(["YG0703", "YG0701"], set.Problems.Select(p => p.Code.Id));
        Assert.Throws<YoloGenException>(() => DataSetReader.Read(_folder, handling: ProblemHandling.Fail));
        Assert.Throws<YoloGenException>(() => DataSetReader.CheckPhotos(set with { Samples = DataSetReader.Read(_folder).Samples }, ProblemHandling.Fail));
        Assert.Equal(1, DataSetStatistics.Of(DataSetReader.Read(_folder)).Problems - 1);
    }

    [Theory]
    [InlineData("names: [a, 'b, c', \"d\"]", "a|b, c|d")]
    [InlineData("names: {0: a, 1: \"b\"}", "a|b")]
    [InlineData("names:\n  1: b # second\n  0: a", "a|b")]
    [InlineData("names:\n- a\n- 'it''s'", "a|it's")]
    [InlineData("nc: 2", "class0|class1")]
    [InlineData("names: {0: a, 2: b}", null)]
    [InlineData("names: {x: a}", null)]
    [InlineData("names:", null)]
    [InlineData("just text", null)]
    public void Yaml_names(string yaml, string? names)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "p"));
        PhotoWriter.Write(new Photo(8, 8), Path.Combine(_folder, "p", "a.png"));
        string path = Path.Combine(_folder, "data.yaml");
        File.WriteAllText(path, $"# comment\npath: .\ntrain: p  # photos\n{yaml}\ndownload: |\n  some script: here\n");
        if (names is null)
            Assert.Equal("YG0704", Assert.Throws<YoloGenException>(() => DataSetReader.Read(path)).Diagnostics[0].Code.Id);
        else
            Assert.Equal(names.Split('|'), DataSetReader.Read(path).ClassNames);
    }

    [Theory]
    [InlineData("train: nowhere\nnames: [a]", "YG0704")]
    [InlineData("val: p\nnames: [a]", "YG0704")]
    [InlineData("", "YG0704")]
    public void Incomplete_yaml_is_a_coded_error(string yaml, string code)
    {
        string path = Path.Combine(_folder, "data.yaml");
        File.WriteAllText(path, yaml);
        Assert.Equal(code, Assert.Throws<YoloGenException>(() => DataSetReader.Read(path)).Diagnostics[0].Code.Id);
    }

    [Fact]
    public void Any_yaml_is_read_or_a_coded_error()
        => Gen.OneOf(Gen.String, Gen.Char["ab:-[]{}'\"#, \n0"].Array[0, 50].Select(c => new string(c))).Sample(text =>
        {
            try
            {
                DataYaml.Parse(text, "f");
            }
            catch (YoloGenException)
            {
            }
        }, iter: 3000);
}
