using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.RateLimiting;
using WebApi;

const int RequestsAtOnce = 32;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = PhotoBody.MaxBytes);
builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default));
builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = context =>
{
    if (context.Exception is BadHttpRequestException bad)
        context.ProblemDetails.Detail ??= bad.Message;
});
builder.Services.AddHealthChecks();
builder.Services.AddSingleton<DetectorPool>();
// Each request holds its photo in memory while it waits for a detector.
builder.Services.AddRateLimiter(limiter =>
{
    limiter.RejectionStatusCode = StatusCodes.Status503ServiceUnavailable;
    limiter.AddConcurrencyLimiter("photos", o => o.PermitLimit = RequestsAtOnce);
});

WebApplication app = builder.Build();
app.UseExceptionHandler(new ExceptionHandlerOptions
{
    StatusCodeSelector = e => e is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
    SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException,
});
app.UseStatusCodePages();
app.UseRateLimiter();
app.UseFileServer();
app.MapHealthChecks("/health");
app.MapPost("/detect", DetectEndpoint.Handle).RequireRateLimiting("photos");
// Constructed before the first request: what is wrong with the weights shows at the start.
_ = app.Services.GetRequiredService<DetectorPool>();
await app.RunAsync();
