using System.Globalization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace WebApi;

/// <summary>What the OpenAPI document cannot see in the code of /detect: the photo's formats, and what comes back when something is wrong.</summary>
internal sealed class DetectDescription : IOpenApiOperationTransformer
{
    private static readonly string[] PhotoTypes = ["image/jpeg", "image/png", "image/bmp", "image/x-portable-pixmap", "application/octet-stream"];

    private static readonly (int Status, string Meaning)[] Problems =
    [
        (StatusCodes.Status400BadRequest, "No photo in the request, or a score that is not from 0 to 1."),
        (StatusCodes.Status408RequestTimeout, "The photo did not arrive in time."),
        (StatusCodes.Status413PayloadTooLarge, "The photo is too large."),
        (StatusCodes.Status422UnprocessableEntity, "What was sent is not a photo that can be read."),
        (StatusCodes.Status503ServiceUnavailable, "Too many photos are waiting."),
    ];

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (operation.OperationId != "detect")
            return Task.CompletedTask;
        operation.Summary = "Finds faces with and without a mask in a photo.";
        operation.RequestBody = new OpenApiRequestBody
        {
            Description = "A JPEG, PNG, BMP or binary PPM file: the body as it is, or a file in a form.",
            Required = true,
            Content = PhotoTypes.ToDictionary(type => type, _ => new OpenApiMediaType { Schema = Binary() }),
        };
        var form = new OpenApiSchema { Type = JsonSchemaType.Object, Properties = new Dictionary<string, IOpenApiSchema> { ["photo"] = Binary() } };
        operation.RequestBody.Content!["multipart/form-data"] = new OpenApiMediaType { Schema = form };
        operation.Responses ??= [];
        foreach ((int status, string meaning) in Problems)
            operation.Responses[status.ToString(CultureInfo.InvariantCulture)] = Problem(meaning);
        return Task.CompletedTask;
    }

    private static OpenApiSchema Binary() => new() { Type = JsonSchemaType.String, Format = "binary" };

    private static OpenApiResponse Problem(string meaning)
    {
        var text = new OpenApiSchema { Type = JsonSchemaType.String };
        var problem = new OpenApiSchema { Type = JsonSchemaType.Object, Properties = new Dictionary<string, IOpenApiSchema> { ["title"] = text, ["detail"] = text } };
        return new OpenApiResponse { Description = meaning, Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() { Schema = problem } } };
    }
}
