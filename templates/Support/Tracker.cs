#nullable enable
using System;

namespace YoloGen.Generated;

/// <summary>
/// Follows objects from frame to frame: each moves on with its velocity, and the found box of its class that overlaps it most is it. Boxes with high scores come first;
/// those with low ones only go on with an object that is known (as ByteTrack; Zhang and others, arXiv 2110.06864). Nothing is allocated after construction.
/// </summary>
internal sealed class Tracker
{
    /// <summary>Most objects of a frame that are followed, the best ones.</summary>
    public const int Most = 256;

    /// <summary>Share of a new displacement in the velocity.</summary>
    private const float Newness = 0.5f;

    private struct Track
    {
        public Candidate Box;
        public float VelocityX;
        public float VelocityY;
        public int Id;
        public int Missed;
        public bool Matched;
    }

    private readonly Track[] _tracks = new Track[Most];
    private readonly Candidate[] _boxes = new Candidate[Most];
    private readonly int[] _ids = new int[Most];
    private int _count;
    private int _lastId;

    /// <summary>Room for the boxes of a frame, best first.</summary>
    public Span<Candidate> Boxes => _boxes;

    /// <summary>Number of each box after <see cref="Update"/>, from 1; 0 for one that is no object yet.</summary>
    public ReadOnlySpan<int> Ids => _ids;

    /// <summary>Forgets all objects. Their numbers do not come again.</summary>
    public void Reset() => _count = 0;

    /// <summary>Goes on to the next frame.</summary>
    /// <param name="count">How many of <see cref="Boxes"/> it has.</param>
    /// <param name="high">Score from which on a box may be a new object.</param>
    /// <param name="iou">Least overlap of a box with where its object should be.</param>
    /// <param name="patience">Frames without a box after which an object is forgotten.</param>
    public void Update(int count, float high, float iou, int patience)
    {
        for (int t = 0; t < _count; t++)
        {
            _tracks[t].Box.X += _tracks[t].VelocityX;
            _tracks[t].Box.Y += _tracks[t].VelocityY;
            _tracks[t].Matched = false;
        }

        _ids.AsSpan(0, count).Clear();
        Match(count, high, float.PositiveInfinity, iou);
        Match(count, float.NegativeInfinity, high, iou);
        Forget(patience);
        for (int i = 0; i < count && _count < Most; i++)
        {
            if (_ids[i] == 0 && _boxes[i].Score >= high)
            {
                _ids[i] = ++_lastId;
                _tracks[_count++] = new Track { Box = _boxes[i], Id = _lastId };
            }
        }
    }

    /// <summary>Gives boxes with scores of a range to the objects that they overlap most, the best box first.</summary>
    private void Match(int count, float from, float below, float iou)
    {
        for (int i = 0; i < count; i++)
        {
            Candidate box = _boxes[i];
            if (!(box.Score >= from) || !(box.Score < below))
                continue;
            int best = -1;
            float most = iou;
            for (int t = 0; t < _count; t++)
            {
                if (_tracks[t].Matched || _tracks[t].Box.ClassId != box.ClassId)
                    continue;
                float overlap = Iou(_tracks[t].Box, box);
                if (overlap > most)
                {
                    most = overlap;
                    best = t;
                }
            }
            if (best >= 0)
                _ids[i] = Follow(ref _tracks[best], box);
        }
    }

    private static int Follow(ref Track track, in Candidate box)
    {
        // What the prediction was off, spread over the frames since the last box, corrects the velocity.
        float frames = track.Missed + 1f;
        track.VelocityX += Newness * (box.X + box.Width * 0.5f - track.Box.X - track.Box.Width * 0.5f) / frames;
        track.VelocityY += Newness * (box.Y + box.Height * 0.5f - track.Box.Y - track.Box.Height * 0.5f) / frames;
        track.Box = box;
        track.Missed = 0;
        track.Matched = true;
        return track.Id;
    }

    private void Forget(int patience)
    {
        int kept = 0;
        for (int t = 0; t < _count; t++)
        {
            if (!_tracks[t].Matched && ++_tracks[t].Missed > patience)
                continue;
            _tracks[kept++] = _tracks[t];
        }
        _count = kept;
    }

    private static float Iou(in Candidate a, in Candidate b)
    {
        float shared = Nms.Intersection(a, b);
        return shared > 0f ? shared / (a.Width * a.Height + b.Width * b.Height - shared) : 0f;
    }
}
