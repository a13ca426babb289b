using Xunit;
using YoloGen.Diagnostics;
using YoloGen.Training.Evaluation;
using YoloGen.Vision;

namespace YoloGen.Training.Tests;

/// <summary>Classes of a model and of a data set are never compared by their numbers where they differ.</summary>
public sealed class ClassMapTests
{
    private static readonly string[] Coco = [.. Enumerable.Range(0, 79).Select(i => $"thing{i}").Prepend("person")];

    private static DetectedBox Box(int id) => new(1, 2, 3, 4, 0.5f, id);

    [Fact]
    public void Eighty_classes_on_a_data_set_of_two_are_refused_with_the_way_to_map_them()
    {
        string message = Assert.Throws<YoloGenException>(() => ClassMap.Find(Coco, ["person", "dog"], null)).Message;
        Assert.Contains("the classes do not match: the model has 80 (person, thing0,", message);
        Assert.Contains("the data set 2 (person, dog)", message);
        Assert.Contains("--map person=person,MODEL_CLASS=dog", message);
    }

    [Fact]
    public void A_map_keeps_what_it_names_under_the_data_sets_numbers_and_leaves_the_rest_out()
    {
        ClassMap map = ClassMap.Find(Coco, ["dog", "person"], "person=person, thing4=0");
        Assert.Equal([Box(1), Box(0)], map.Apply([Box(0), Box(5), Box(6)]));
        Assert.Contains("did you mean 'thing4'?", Assert.Throws<YoloGenException>(() => ClassMap.Find(Coco, ["dog"], "thnig4=dog")).Message);
        Assert.Throws<YoloGenException>(() => ClassMap.Find(Coco, ["dog"], "person"));
        Assert.Throws<YoloGenException>(() => ClassMap.Find(Coco, ["dog"], "80=dog"));
    }

    [Fact]
    public void The_same_names_in_another_order_are_matched_by_name()
    {
        ClassMap map = ClassMap.Find(["no_mask", "mask"], ["mask", "no mask"], null);
        Assert.Equal([Box(1), Box(0)], map.Apply([Box(0), Box(1)]));
        Assert.Contains("another order", map.Note);
    }

    [Fact]
    public void The_same_classes_need_no_word_and_other_names_are_taken_in_their_order_with_one()
    {
        ClassMap same = ClassMap.Find(["mask", "no_mask"], ["Mask", "no-mask"], null), other = ClassMap.Find(["class0", "class1"], ["mask", "no_mask"], null);
        Assert.True(same.IsIdentity);
        Assert.Null(same.Note);
        Assert.True(other.IsIdentity);
        Assert.Contains("names of the classes differ", other.Note);
    }
}
