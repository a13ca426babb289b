using SkiaSharp;

namespace YoloGen.Vision;

/// <summary>A file that an encoder writes into. No exception may pass through native code, so that a full disk is kept until the encoder is back.</summary>
internal sealed class EncodedStream(Stream file) : SKManagedWStream(file)
{
    /// <summary>The first write that failed.</summary>
    public IOException? Failure { get; private set; }

    /// <inheritdoc/>
    protected override bool OnWrite(nint buffer, nint size)
    {
        if (Failure is not null)
            return false;
        try
        {
            return base.OnWrite(buffer, size);
        }
        catch (Exception e)
        {
            Failure = e as IOException ?? new IOException(e.Message, e);
            return false;
        }
    }
}
