using System.Globalization;
using System.Text;
using YoloGen.Diagnostics;
using YoloGen.Vision;

namespace YoloGen.Tool.Video;

/// <summary>
/// YUV4MPEG2: a line with the size, then for each frame a line and its planes, 8 bits a sample, chroma 4:2:0, 4:2:2, 4:4:4 or none.
/// </summary>
internal sealed class Y4mReader : IFrameReader
{
    private const int MostHeader = 1024, MostSide = 16384;

    private readonly Stream _stream;
    private readonly string _name;
    private readonly int _width, _height, _chromaWidth, _chromaHeight;
    private readonly byte[] _planes;
    private int _frames;

    /// <param name="stream">The film, from its beginning.</param>
    /// <param name="name">For messages.</param>
    /// <exception cref="YoloGenException">YG0705: it is no such film, or of a kind that is not read.</exception>
    public Y4mReader(Stream stream, string name)
    {
        (_stream, _name) = (new BufferedStream(stream, 1 << 20), name);
        long? length = stream.CanSeek ? stream.Length : null;
        string header = Line() ?? throw Damaged("it is empty");
        string[] words = header.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || words[0] != "YUV4MPEG2")
        {
            throw Damaged("it does not begin with YUV4MPEG2");
        }

        string chroma = "420";
        foreach (string word in words.Skip(1))
        {
            switch (word[0])
            {
                case 'W':
                    _width = Side(word);
                    break;
                case 'H':
                    _height = Side(word);
                    break;
                case 'C':
                    chroma = word[1..];
                    break;
                case 'F' when word[1..].Split(':') is [var n, var d] && int.TryParse(n, CultureInfo.InvariantCulture, out int over) && int.TryParse(d, CultureInfo.InvariantCulture, out int under) && over > 0 && under > 0:
                    Rate = (over, under);
                    break;
                default:
                    break;
            }
        }

        if (_width == 0 || _height == 0)
        {
            throw Damaged("its header has no width or height");
        }

        (_chromaWidth, _chromaHeight) = chroma switch
        {
            "420" or "420jpeg" or "420mpeg2" or "420paldv" => ((_width + 1) / 2, (_height + 1) / 2),
            "422" => ((_width + 1) / 2, _height),
            "444" => (_width, _height),
            "mono" => (0, 0),
            _ => throw Damaged($"its samples are of the kind {Reports.Printable.Of(chroma)}; 420, 422, 444 and mono with 8 bits are read"),
        };
        _planes = new byte[_width * _height + 2 * _chromaWidth * _chromaHeight];
        Count = length is { } bytes ? (int)Math.Min(int.MaxValue, (bytes - header.Length) / (_planes.Length + 6)) : null;
    }

    public (int Numerator, int Denominator) Rate { get; } = (25, 1);

    public int? Count { get; }

    public Photo? Read()
    {
        if (Line() is not { } line)
        {
            return null;
        }

        if (!line.StartsWith("FRAME", StringComparison.Ordinal))
        {
            throw Damaged($"frame {_frames} does not begin with FRAME");
        }

        try
        {
            _stream.ReadExactly(_planes);
        }
        catch (EndOfStreamException)
        {
            throw Damaged($"it ends inside frame {_frames}");
        }

        _frames++;
        var photo = new Photo(_width, _height);
        int first = _width * _height, second = first + _chromaWidth * _chromaHeight;
        for (int y = 0; y < _height; y++)
        {
            for (int x = 0; x < _width; x++)
            {
                int chroma = _chromaWidth == 0 ? 0 : y * _chromaHeight / _height * _chromaWidth + x * _chromaWidth / _width;
                Span<byte> pixel = photo.Rgb.AsSpan((y * _width + x) * 3, 3);
                YuvColours.ToRgb(_planes[y * _width + x], _chromaWidth == 0 ? 128 : _planes[first + chroma], _chromaWidth == 0 ? 128 : _planes[second + chroma], pixel);
            }
        }

        return photo;
    }

    public void Dispose() => _stream.Dispose();

    /// <summary>A line of the film's own text; null at its end.</summary>
    private string? Line()
    {
        var text = new StringBuilder();
        for (int b = _stream.ReadByte(); b != '\n'; b = _stream.ReadByte())
        {
            if (b < 0)
            {
                return text.Length == 0 ? null : throw Damaged("it ends inside a line");
            }

            if (text.Length == MostHeader)
            {
                throw Damaged("it is no YUV4MPEG2 film");
            }

            text.Append((char)b);
        }

        return text.ToString();
    }

    private int Side(string word)
        => int.TryParse(word.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int side) && side is > 0 and <= MostSide ? side : throw Damaged($"its size '{Reports.Printable.Of(word)}' is not from 1 to {MostSide}");

    private YoloGenException Damaged(string what) => new(DiagnosticCodes.BadFilm, $"this is no film that is read: {what}", _name);
}
