using FolderWatcher;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
builder.Services.AddOptions<WatchOptions>().BindConfiguration("Watch")
    .Validate(o => o.IsValid(), "Watch: Folder must be set, Score from 0 to 1, the times from 1 to 3600000")
    .ValidateOnStart();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton<PhotoProcessor>();
builder.Services.AddHostedService<PhotoWorker>();
using IHost host = builder.Build();
try
{
    // Constructed before the first photo: what is wrong with the weights or YOLOGEN_ISA shows at the start.
    _ = host.Services.GetRequiredService<PhotoProcessor>();
}
catch (PlatformNotSupportedException e)
{
    await Console.Error.WriteLineAsync($"FolderWatcher: {e.Message}");
    return 1;
}

await host.RunAsync();
return 0;
