using Xunit;
using YoloGen.Training.Data;

namespace YoloGen.Training.Tests;

public sealed class PhotoSelectionTests
{
    private static LabelledPhoto Photo(string file, params int[] classes) => new(file, [], 0, 0, [.. classes.Select(c => new Box(c, 1, 1, 1, 1))]);

    [Fact]
    public void The_same_names_are_held_out_whatever_else_is_there_and_wherever()
    {
        LabelledPhoto[] all = [.. Enumerable.Range(0, 2000).Select(i => Photo($"/a/img{i}.jpg"))];
        (PhotoSet kept, PhotoSet held) = PhotoSelection.HoldOut(new PhotoSet(["x"], all, []), 0.1);
        Assert.Equal(2000, kept.Photos.Count + held.Photos.Count);
        Assert.InRange(held.Photos.Count, 160, 240);
        Assert.Empty(kept.Photos.Intersect(held.Photos));
        LabelledPhoto[] some = [.. all.Where((_, i) => i % 3 == 0).Reverse().Select(p => p with { File = p.File.Replace("/a/", "/b/c/", StringComparison.Ordinal) })];
        (_, PhotoSet fewer) = PhotoSelection.HoldOut(new PhotoSet(["x"], some, []), 0.1);
        Assert.Equal(held.Photos.Select(p => Path.GetFileName(p.File)).Intersect(some.Select(p => Path.GetFileName(p.File))).Order(), fewer.Photos.Select(p => Path.GetFileName(p.File)).Order());
    }

    [Fact]
    public void Folds_share_the_photos_between_them()
    {
        var all = new PhotoSet(["x"], [.. Enumerable.Range(0, 300).Select(i => Photo($"{i}.jpg"))], []);
        string[] held = [.. Enumerable.Range(0, 5).SelectMany(fold => PhotoSelection.HoldOut(all, 0.2, fold).HeldOut.Photos).Select(p => p.File)];
        Assert.Equal(all.Photos.Select(p => p.File).Order(), held.Order());
        Assert.Equal(["0.jpg", "2.jpg"], PhotoSelection.LeaveOut(all, new HashSet<string> { "1.jpg", "x" }).Photos.Take(2).Select(p => p.File));
    }

    /// <summary>A published run can be evaluated again only if the choice never changes.</summary>
    [Fact]
    public void A_names_place_is_fixed()
    {
        Assert.Equal(0.72010677404884, PhotoSelection.Fraction("k1.jpg"), 12);
    }

    [Fact]
    public void Photos_of_the_rarest_class_are_repeated()
    {
        LabelledPhoto[] photos = [Photo("a", 0, 0), Photo("b", 0, 1), Photo("c"), Photo("d", 1)];
        Assert.Equal("abbbcddd", string.Concat(PhotoSelection.RepeatRarest([.. photos, Photo("e", 0)], 3).Select(p => p.File)).TrimEnd('e'));
        Assert.Same(photos, PhotoSelection.RepeatRarest(photos, 1));
    }
}
