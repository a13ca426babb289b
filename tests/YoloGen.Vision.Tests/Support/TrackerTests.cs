using Xunit;
using YoloGen.Generated;

namespace YoloGen.Vision.Tests.Support;

/// <summary>Objects keep their numbers where they move, hide and fade.</summary>
public sealed class TrackerTests
{
    private readonly Tracker _tracker = new();

    private int[] Frame(params (float X, float Score, int ClassId)[] boxes)
    {
        for (int i = 0; i < boxes.Length; i++)
        {
            _tracker.Boxes[i] = new Candidate { X = boxes[i].X, Y = 10, Width = 20, Height = 20, Score = boxes[i].Score, ClassId = boxes[i].ClassId };
        }

        _tracker.Update(boxes.Length, high: 0.5f, iou: 0.3f, patience: 3);
        return [.. _tracker.Ids[..boxes.Length]];
    }

    [Fact]
    public void An_object_that_moves_is_the_same()
    {
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal([1, 2], Frame((6 * i, 0.9f, 0), (500 - (6 * i), 0.8f, 0)));
        }
    }

    /// <summary>Ten pixels a frame: in three frames without a box it has left its own place, and only its velocity finds it again.</summary>
    [Fact]
    public void A_gap_is_bridged_by_the_velocity_and_a_long_one_is_not()
    {
        for (int i = 0; i < 12; i++)
        {
            Assert.Equal([1], Frame((10 * i, 0.9f, 0)));
        }

        for (int i = 0; i < 3; i++)
        {
            Frame();
        }

        Assert.Equal([1], Frame((10 * 15, 0.9f, 0)));
        for (int i = 0; i < 4; i++)
        {
            Frame();
        }

        Assert.Equal([2], Frame((10 * 20, 0.9f, 0)));
    }

    [Fact]
    public void A_low_score_keeps_an_object_and_makes_none()
    {
        Assert.Equal([0], Frame((10, 0.3f, 0)));
        Assert.Equal([1], Frame((10, 0.6f, 0)));
        Assert.Equal([1, 0], Frame((12, 0.3f, 0), (200, 0.4f, 0)));
        // A better box takes the object before a worse one that lies nearer.
        Assert.Equal([1, 0], Frame((18, 0.7f, 0), (12, 0.4f, 0)));
    }

    [Fact]
    public void Another_class_is_another_object()
    {
        Assert.Equal([1], Frame((10, 0.9f, 0)));
        Assert.Equal([2], Frame((10, 0.9f, 1)));
        Assert.Equal([1, 2], Frame((10, 0.9f, 0), (10, 0.8f, 1)));
        _tracker.Reset();
        Assert.Equal([3], Frame((10, 0.9f, 0)));
    }

    [Fact]
    public void More_objects_than_there_is_room_for_are_left_out_and_nothing_is_allocated()
    {
        for (int i = 0; i < Tracker.Most; i++)
        {
            _tracker.Boxes[i] = new Candidate { X = 30 * i, Y = 0, Width = 20, Height = 20, Score = 0.9f };
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int frame = 0; frame < 3; frame++)
        {
            _tracker.Update(Tracker.Most, 0.5f, 0.3f, 3);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(Enumerable.Range(1, Tracker.Most), _tracker.Ids.ToArray());
        for (int i = 0; i < Tracker.Most; i++)
        {
            _tracker.Boxes[i].Y = 1000;
        }

        _tracker.Update(Tracker.Most, 0.5f, 0.3f, 3);
        Assert.All(_tracker.Ids.ToArray(), id => Assert.Equal(0, id));
    }
}
