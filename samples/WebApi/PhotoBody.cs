using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace WebApi;

/// <summary>
/// The photo of a request: the first file of a form, or the body as it is. It is received into a temporary file, if it is not small: an upload
/// that stalls holds a connection and nothing else, until its time is over.
/// </summary>
internal static class PhotoBody
{
    /// <summary>Largest request that is read.</summary>
    public const int MaxBytes = 16 << 20;

    private const int KeptInMemory = 64 << 10;

    private static readonly TimeSpan UploadLimit = TimeSpan.FromMinutes(2);

    /// <summary>Waits until the photo has arrived.</summary>
    /// <returns>The photo's file, not empty. The request owns it.</returns>
    /// <exception cref="BadHttpRequestException">There is none, it is too large, or it did not arrive in time.</exception>
    public static async Task<Stream> Receive(HttpRequest request, CancellationToken cancellation)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(UploadLimit);
        try
        {
            Stream photo = IsForm(request) ? await ReadForm(request, limited.Token) : await ReadBody(request, limited.Token);
            return photo.Length > 0 ? photo : throw new BadHttpRequestException("the request holds no photo: its body is empty");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new BadHttpRequestException("the photo did not arrive in time", StatusCodes.Status408RequestTimeout);
        }
    }

    /// <summary>A browser's or curl's form with files. What curl --data-binary says of a body (application/x-www-form-urlencoded) is not believed.</summary>
    private static bool IsForm(HttpRequest request)
        => MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);

    private static async Task<Stream> ReadBody(HttpRequest request, CancellationToken cancellation)
    {
        request.EnableBuffering(KeptInMemory, MaxBytes);
        await request.Body.DrainAsync(cancellation);
        request.Body.Position = 0;
        return request.Body;
    }

    private static async Task<Stream> ReadForm(HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            IFormCollection form = await request.ReadFormAsync(new FormOptions { MultipartBodyLengthLimit = MaxBytes, MemoryBufferThreshold = KeptInMemory }, cancellation);
            return form.Files.Count > 0 ? form.Files[0].OpenReadStream() : throw new BadHttpRequestException("the form holds no file");
        }
        catch (Exception e) when (e is IOException and not BadHttpRequestException or InvalidDataException)
        {
            throw new BadHttpRequestException($"the form cannot be read: {e.Message}", e);
        }
    }
}
