using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace YoloGen.Tests;

/// <summary>The web API, built from the package, asked over HTTP.</summary>
public sealed partial class WebApiTests(WebApiTests.Sample sample) : IClassFixture<WebApiTests.Sample>
{
    [Fact]
    public async Task Answers_the_boxes_of_a_photo()
    {
        foreach (Drawn scene in Drawn.Scenes)
            Answered.Equal(scene, await Json(await Post(Raw(Png(scene)))));
        using var form = new MultipartFormDataContent { { Raw(Png(Drawn.Scenes[0])), "photo", "photo.png" } };
        Answered.Equal(Drawn.Scenes[0], await Json(await Post(form)));
    }

    [Fact]
    public async Task Answers_many_requests_at_once_each_with_its_own_boxes()
    {
        Drawn[] scenes = [.. Enumerable.Range(0, 12).Select(i => Drawn.Scenes[i % 2])];
        HttpResponseMessage[] answers = await Task.WhenAll(scenes.Select(scene => Post(Raw(Png(scene)))));
        for (int i = 0; i < scenes.Length; i++)
            Answered.Equal(scenes[i], await Json(answers[i]));
    }

    [Fact]
    public async Task Says_what_is_wrong_with_a_request()
    {
        byte[] photo = Png(Drawn.Scenes[0]);
        await Refused(HttpStatusCode.UnprocessableEntity, "not a JPEG", Raw("no photo"u8.ToArray()));
        await Refused(HttpStatusCode.BadRequest, "no photo", Raw([]));
        await Refused(HttpStatusCode.BadRequest, "no photo", new MultipartFormDataContent { { Raw([]), "photo", "photo.png" } });
        await Refused(HttpStatusCode.UnprocessableEntity, "damaged", Raw(photo[..(photo.Length / 2)]));
        await Refused(HttpStatusCode.RequestEntityTooLarge, "", Raw(new byte[17 << 20]));
        await Refused(HttpStatusCode.BadRequest, "score", Raw(photo), "?score=7");
        await Refused(HttpStatusCode.BadRequest, "score", Raw(photo), "?score=high");
        await Refused(HttpStatusCode.BadRequest, "score", Raw(photo), "?score=NaN");
        await Refused(HttpStatusCode.BadRequest, "no file", new MultipartFormDataContent { { new StringContent("text"), "photo" } });
        var cut = new StringContent("x");
        cut.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=a");
        await Refused(HttpStatusCode.BadRequest, "form", cut);
        Assert.Equal(HttpStatusCode.OK, (await Post(Raw(photo))).StatusCode);
    }

    /// <summary>Each hostile upload, bare and in a form, is answered with 422 or 400, or with 200 where it is a photo after all; then the server works as before.</summary>
    [Fact]
    public async Task Answers_hostile_uploads()
    {
        byte[] good = Png(Drawn.Scenes[0]);
        byte[] jpeg = Vision.PhotoWriter.Encode(Vision.SceneComposer.Draw(7, 3, new Vision.SynthOptions { Width = 96, Height = 64 }).Photo, jpeg: true);
        var wrong = new List<string>();
        foreach ((string name, byte[] file, string outcome) in HostilePhotos.All(jpeg))
        {
            using var form = new MultipartFormDataContent { { Raw(file), "photo", "../../photo.png" } };
            foreach (HttpContent content in (HttpContent[])[Raw(file), form])
            {
                int status = (int)(await Post(content)).StatusCode;
                bool reads = outcome.Contains(HostilePhotos.Reads, StringComparison.Ordinal), refused = outcome != HostilePhotos.Reads;
                if (!((reads && status == 200) || (refused && status == (file.Length == 0 ? 400 : 422))))
                    wrong.Add($"{name}: {status} for a file that is {outcome}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Answered.Equal(Drawn.Scenes[0], await Json(await Post(Raw(good))));
    }

    /// <summary>Forms and heads that are wrong themselves.</summary>
    [Theory]
    [InlineData("multipart/form-data", "x", 400)]
    [InlineData("multipart/form-data; boundary=", "x", 400)]
    [InlineData("multipart/form-data; boundary=a", "--a\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"x\"\r\n\r\n", 400)]
    [InlineData("multipart/form-data; boundary=a", "--a\r\n\r\nx\r\n--a--", 400)]
    [InlineData("multipart/form-data; boundary=a", "--a--", 400)]
    [InlineData("multipart/form-data; boundary=a", "--a\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"x\"\r\n\r\nno photo\r\n--a--", 422)]
    [InlineData("text/html", "<script>", 422)]
    [InlineData("application/json", "{}", 422)]
    public async Task Answers_hostile_forms(string type, string body, int status)
    {
        var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        Assert.Equal(status, (int)(await Post(content)).StatusCode);
    }

    /// <summary>As curl --data-binary sends it: the body is a photo, whatever it is called.</summary>
    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("image/jpeg")]
    [InlineData("")]
    public async Task Takes_a_bare_body(string type)
    {
        var content = new ByteArrayContent(Png(Drawn.Scenes[0]));
        content.Headers.ContentType = type.Length > 0 ? new MediaTypeHeaderValue(type) : null;
        Answered.Equal(Drawn.Scenes[0], await Json(await Post(content)));
    }

    /// <summary>Uploads that begin and never end take nobody's turn.</summary>
    [Fact]
    public async Task Stalled_uploads_do_not_starve_others()
    {
        var stalled = new List<TcpClient>();
        try
        {
            for (int i = 0; i < 60; i++)
            {
                var client = new TcpClient();
                stalled.Add(client);
                await client.ConnectAsync(sample.Client.BaseAddress!.Host, sample.Client.BaseAddress.Port);
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST /detect HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/octet-stream\r\nContent-Length: {100_000 + i}\r\nExpect: 100-continue\r\n\r\n"));
                // The server has begun to read the body when it asks for it.
                byte[] answer = new byte[25];
                await client.GetStream().ReadExactlyAsync(answer);
                Assert.StartsWith("HTTP/1.1 100", Encoding.ASCII.GetString(answer), StringComparison.Ordinal);
                await client.GetStream().WriteAsync(new byte[100]);
            }

            Answered.Equal(Drawn.Scenes[0], await Json(await Post(Raw(Png(Drawn.Scenes[0])))));
        }
        finally
        {
            stalled.ForEach(client => client.Dispose());
        }
    }

    [Fact]
    public async Task Describes_itself()
    {
        JsonElement description = JsonDocument.Parse(await sample.Client.GetStringAsync("openapi/v1.json")).RootElement;
        Assert.StartsWith("3.", description.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        JsonElement detect = description.GetProperty("paths").GetProperty("/detect").GetProperty("post");
        JsonElement score = Assert.Single(detect.GetProperty("parameters").EnumerateArray());
        Assert.Equal("score", score.GetProperty("name").GetString());
        JsonElement content = detect.GetProperty("requestBody").GetProperty("content");
        Assert.Equal("binary", content.GetProperty("image/jpeg").GetProperty("schema").GetProperty("format").GetString());
        Assert.Equal("binary", content.GetProperty("multipart/form-data").GetProperty("schema").GetProperty("properties").GetProperty("photo").GetProperty("format").GetString());
        Assert.Equal(["200", "400", "408", "413", "422", "503"], detect.GetProperty("responses").EnumerateObject().Select(r => r.Name).Order(StringComparer.Ordinal));
        Assert.True(description.GetProperty("components").GetProperty("schemas").TryGetProperty("Answer", out JsonElement answer));
        Assert.True(answer.GetProperty("properties").TryGetProperty("boxes", out _));
    }

    [Fact]
    public async Task The_readme_shows_what_it_answers()
    {
        string answer = await (await Post(Raw(Png(Drawn.Scenes[0])))).Content.ReadAsStringAsync();
        string shown = Milliseconds().Replace(answer, "\"milliseconds\":…");
        string readme = File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "samples", "WebApi", "README.md"));
        Assert.True(readme.Contains($"\n{shown}\n", StringComparison.Ordinal), $"samples/WebApi/README.md should show:\n{shown}");
    }

    [GeneratedRegex("\"milliseconds\":[0-9.]+")]
    private static partial Regex Milliseconds();

    [Fact]
    public void A_wrong_instruction_set_is_one_line()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "sets the variable with env");
        ProgramResult result = Programs.Run("env", ["YOLOGEN_ISA=avx512", "dotnet", sample.Program, "--urls", "http://127.0.0.1:0"]);
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Matches("^WebApi: YOLOGEN_ISA=avx512 [^\\n]+\\n$", result.Errors);
    }

    [Fact]
    public async Task Shows_its_health_and_a_page()
    {
        Assert.Equal("Healthy", await sample.Client.GetStringAsync("health"));
        Assert.Contains("<canvas", await sample.Client.GetStringAsync(""), StringComparison.Ordinal);
    }

    private static byte[] Png(Drawn scene) => Vision.PhotoWriter.Encode(scene.Photo, jpeg: false);

    private static ByteArrayContent Raw(byte[] file)
    {
        var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return content;
    }

    private Task<HttpResponseMessage> Post(HttpContent content, string query = "") => sample.Client.PostAsync("detect" + query, content);

    private static async Task<JsonElement> Json(HttpResponseMessage answer)
    {
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private async Task Refused(HttpStatusCode status, string detail, HttpContent content, string query = "")
    {
        // A client that does not ask first may be cut off while it sends too large a photo, before it sees why.
        using var request = new HttpRequestMessage(HttpMethod.Post, "detect" + query) { Content = content, Headers = { ExpectContinue = true } };
        using HttpResponseMessage answer = await sample.Client.SendAsync(request);
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        JsonElement problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Contains(detail, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    public sealed partial class Sample : SampleBuild, IDisposable
    {
        private readonly Service _service;

        public Sample(PackageFeed feed) : base(feed, "WebApi")
        {
            DotNetRun("build", "-c", "Release");
            _service = new Service(Folder, Program, "--urls", "http://127.0.0.1:0");
            string port = _service.WaitFor(() => Listening().Match(_service.Log) is { Success: true } match ? match.Groups[1].Value : null, "port");
            Client.BaseAddress = new Uri($"http://127.0.0.1:{int.Parse(port, CultureInfo.InvariantCulture)}/");
        }

        public string Program => Path.Combine(Folder, "bin", "Release", "net10.0", "WebApi.dll");

        public HttpClient Client { get; } = new();

        public void Dispose()
        {
            Client.Dispose();
            if (!OperatingSystem.IsWindows())
                Assert.Equal(0, _service.Stop());
            _service.Dispose();
        }

        [GeneratedRegex(@"Now listening on: http://127\.0\.0\.1:(\d+)")]
        private static partial Regex Listening();
    }
}
