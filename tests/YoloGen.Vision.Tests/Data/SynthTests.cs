using Xunit;

namespace YoloGen.Vision.Tests.Data;

public sealed class SynthTests
{
    [Fact]
    public void What_stays_of_a_data_set_that_cannot_be_finished_is_said()
    {
        string folder = Directory.CreateTempSubdirectory("yologen-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "images", "train", "000002.jpg")); // where a photo would be
            string message = Assert.Throws<Diagnostics.YoloGenException>(() => SynthDataSet.Write(folder, 4, 0, 1)).Message;
            Assert.Matches("[0-3] of 4 scenes stay there without a data.yaml: make room and run the command again, or delete the folder", message);
            Assert.False(File.Exists(Path.Combine(folder, "data.yaml")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Scenes_have_both_classes_of_all_sizes_inside_the_picture()
    {
        List<LabelledBox> all = [];
        for (int i = 0; i < 40; i++)
        {
            SynthScene scene = SceneComposer.Draw(2, i);
            Assert.All(scene.Labels, l => Assert.True(l.X >= 0 && l.Y >= 0 && l.X + l.Width <= 416 && l.Y + l.Height <= 416 && l.Width > 2 && l.Height > 4));
            all.AddRange(scene.Labels);
        }
        Assert.InRange(all.Count(l => l.ClassId == 0) / (double)all.Count, 0.3, 0.7);
        Assert.Contains(all, l => l.Height < 25);
        Assert.Contains(all, l => l.Height > 110);
    }

    [Fact]
    public void Degradation_is_the_same_for_the_same_seed_and_blurs()
    {
        Photo photo = SceneComposer.Draw(2, 1).Photo;
        Photo degraded = Degradation.Apply(photo, 1, 4);
        Assert.Equal(degraded.Rgb, Degradation.Apply(photo, 1, 4).Rgb);
        Assert.InRange(Contrast(degraded), 0.1 * Contrast(photo), 0.8 * Contrast(photo));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(417, 5)]
    public void Degradation_takes_any_size(int width, int height)
    {
        Photo degraded = Degradation.Apply(new Photo(width, height), 1, 1);
        Assert.Equal((width, height), (degraded.Width, degraded.Height));
    }

    [Fact]
    public void Motion_blur_is_a_mean_along_a_line()
    {
        var photo = new Photo(9, 3);
        photo.Rgb[(9 + 4) * 3] = 255;
        Photo blurred = Degradation.MotionBlur(photo, 5, 0);
        Assert.Equal([0, 0, 51, 51, 51, 51, 51, 0, 0], Enumerable.Range(0, 9).Select(x => (int)blurred.Rgb[(9 + x) * 3]));
    }

    private static double Contrast(Photo photo)
        => Enumerable.Range(0, photo.Rgb.Length - 3).Average(i => Math.Abs(photo.Rgb[i] - photo.Rgb[i + 3]));
}
