using Xunit;
using YoloGen.Training.Data;
using YoloGen.Training.Evaluation;
using YoloGen.Vision;

namespace YoloGen.Training.Tests;

public sealed class LabelSuspectsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("yologen").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Boxes of 20 by 20 pixels at the given left edge.</summary>
    private static DetectedBox Found(float left, float score, int label) => new(left, 10, 20, 20, score, label);

    private static LabelledPhoto Photo(params (float Left, int Class)[] labels)
        => new("folder/a.jpg", new byte[200 * 40 * 3], 200, 40, [.. labels.Select(l => new Box(l.Class, l.Left + 10, 20, 20, 20))]);

    [Fact]
    public void Each_kind_is_found_and_agreement_is_not()
    {
        LabelledPhoto[] photos = [Photo((0, 0), (40, 0), (80, 1), (120, 0)), Photo(), Photo((0, 0))];
        DetectedBox[][] found =
        [
            [Found(1, 0.9f, 0), Found(50, 0.7f, 0), Found(80, 0.8f, 0), Found(160, 0.6f, 1), Found(120, 0.04f, 0)],
            [Found(5, 0.95f, 1), Found(100, 0.4f, 1)],
            [Found(0, 0.6f, 1), Found(0, 0.7f, 0)],
        ];
        List<LabelSuspect> suspects = LabelSuspects.Find(photos, found);
        Assert.Equal([(0, "missed", 120f), (1, "unlabelled", 5f), (0, "class", 80f), (0, "loose", 50f), (0, "unlabelled", 160f)], suspects.Select(s => (s.Photo, s.Kind, s.X)));
        Assert.Equal([0.96, 0.95, 0.8, 0.7, 0.6], suspects.Select(s => Math.Round(s.Score, 3)));
    }

    [Fact]
    public void The_list_names_photos_and_the_pictures_stand_beside_it()
    {
        LabelSuspects.Write(_folder, [Photo((0, 0))], [[Found(100, 0.9f, 1)]], ["mask", "no_mask"], 5);
        Assert.Equal(["photo,kind,score,x,y,width,height", "a.jpg,missed,1.000,0.0,10.0,20.0,20.0", "a.jpg,unlabelled,0.900,100.0,10.0,20.0,20.0"], File.ReadAllLines(Path.Combine(_folder, "suspects.csv")));
        Assert.Equal((404, 40), (PhotoReader.Read(Path.Combine(_folder, "000_a.jpg")) is var p) ? (p.Width, p.Height) : default);
    }
}
