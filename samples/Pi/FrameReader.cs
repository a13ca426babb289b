namespace FaceMaskPi;

/// <summary>
/// Frames of a stream. A live reader empties the stream on a thread of its own and keeps the newest frame: a detector that is slower than the
/// camera then sees what is there now, not what lay in the pipe for seconds.
/// </summary>
internal sealed class FrameReader
{
    private readonly Stream _stream;
    private readonly bool _live;
    private readonly object _arrived = new();
    private byte[] _newest;
    private byte[] _handedOut;
    private long _newestNumber;
    private bool _ended;

    public FrameReader(Stream stream, int frameBytes, bool live)
    {
        _stream = stream;
        _live = live;
        _newest = new byte[frameBytes];
        _handedOut = new byte[frameBytes];
        if (live)
            new Thread(Empty) { IsBackground = true, Name = "frames" }.Start();
    }

    /// <summary>Number of the frame that <see cref="Next"/> gave last, from 1, dropped ones counted.</summary>
    public long Number { get; private set; }

    /// <summary>Bytes of an unfinished frame at the stream's end.</summary>
    public int LeftOver { get; private set; }

    /// <summary>Waits for a frame.</summary>
    /// <returns>The frame, valid until the next call; null at the end of the stream.</returns>
    public byte[]? Next()
    {
        if (!_live)
        {
            if (!Fill(_newest))
                return null;
            Number++;
            return _newest;
        }

        lock (_arrived)
        {
            while (_newestNumber == Number && !_ended)
                Monitor.Wait(_arrived);
            if (_newestNumber == Number)
                return null;
            Number = _newestNumber;
            (_newest, _handedOut) = (_handedOut, _newest);
            return _handedOut;
        }
    }

    private void Empty()
    {
        byte[] filling = new byte[_newest.Length];
        while (Fill(filling))
        {
            lock (_arrived)
            {
                (_newest, filling) = (filling, _newest);
                _newestNumber++;
                Monitor.Pulse(_arrived);
            }
        }

        lock (_arrived)
        {
            _ended = true;
            Monitor.Pulse(_arrived);
        }
    }

    private bool Fill(byte[] frame)
    {
        int filled = 0;
        try
        {
            while (filled < frame.Length && _stream.Read(frame.AsSpan(filled)) is > 0 and int read)
                filled += read;
        }
        catch (IOException)
        {
            // The other end is gone: the same as an end of the stream.
        }

        LeftOver = filled % frame.Length;
        return filled == frame.Length;
    }
}
