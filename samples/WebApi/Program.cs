using Microsoft.AspNetCore.Diagnostics;
using WebApi;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = PhotoBody.MaxBytes);
builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default));
builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = context =>
{
    if (context.Exception is BadHttpRequestException bad)
        context.ProblemDetails.Detail ??= bad.Message;
});
// A score that is no number is answered with what is wrong, not with the bare status.
builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
builder.Services.AddOpenApi(openApi => openApi.AddOperationTransformer<DetectDescription>());
builder.Services.AddHealthChecks();
builder.Services.AddSingleton<DetectorPool>();

WebApplication app = builder.Build();
app.UseExceptionHandler(new ExceptionHandlerOptions
{
    StatusCodeSelector = e => e is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
    SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException,
});
app.UseStatusCodePages();
app.UseFileServer();
app.MapHealthChecks("/health");
app.MapOpenApi();
app.MapPost("/detect", DetectEndpoint.Handle).WithName("detect");
try
{
    // Constructed before the first request: what is wrong with the weights or YOLOGEN_ISA shows at the start.
    _ = app.Services.GetRequiredService<DetectorPool>();
}
catch (PlatformNotSupportedException e)
{
    await Console.Error.WriteLineAsync($"WebApi: {e.Message}");
    return 1;
}

await app.RunAsync();
return 0;
