using Microsoft.AspNetCore.Http.Features;

namespace WebApi;

/// <summary>The photo of a request: the first file of a form, or the body as it is.</summary>
internal static class PhotoBody
{
    /// <summary>Largest request that is read.</summary>
    public const int MaxBytes = 16 << 20;

    /// <summary>Reads the photo's file.</summary>
    /// <exception cref="BadHttpRequestException">There is none, or the request is too large.</exception>
    public static async Task<byte[]> Read(HttpRequest request, CancellationToken cancellation)
    {
        Stream source = request.Body;
        if (request.HasFormContentType)
        {
            IFormCollection form = await ReadForm(request, cancellation);
            source = form.Files.Count > 0 ? form.Files[0].OpenReadStream() : throw new BadHttpRequestException("the form holds no file");
        }

        await using (source)
        {
            using var file = new MemoryStream();
            await source.CopyToAsync(file, cancellation);
            return file.ToArray();
        }
    }

    private static async Task<IFormCollection> ReadForm(HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            return await request.ReadFormAsync(new FormOptions { MultipartBodyLengthLimit = MaxBytes }, cancellation);
        }
        catch (Exception e) when (e is IOException and not BadHttpRequestException or InvalidDataException)
        {
            throw new BadHttpRequestException($"the form cannot be read: {e.Message}", e);
        }
    }
}
