using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace JourneyEngine.IntegrationTests.Collection;

/// <summary>The public door byte by byte, and what lies behind it afterwards.</summary>
internal static class Door
{
    /// <summary>What the server closes the connection on, without reading it to the end.</summary>
    private const int NeverRead = 1024 * 1024;

    private static readonly HttpClient Http = new(
        new SocketsHttpHandler { UseCookies = false, Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }
    );

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    public static string Basic(string key) => "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes(key + ":"));

    public static async Task<HttpResponseMessage> Knock(
        this Site site,
        string path,
        byte[] body,
        string? authorization,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(site.Address, path))
        {
            Content = new ByteArrayContent(body),
        };
        // Who sends on while the connection is closed may never see the answer (RFC 9112, section 9.6).
        request.Headers.ExpectContinue = body.Length > NeverRead;
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in headers)
        {
            if (name.StartsWith("Content-", StringComparison.Ordinal))
            {
                request.Content.Headers.Remove(name);
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
            else
                request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Http.SendAsync(request);
    }

    /// <summary>Each receipt as <c>status</c> or <c>status: reason</c>, in order.</summary>
    public static async Task<string[]> InOrder(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.Should().Be(System.Net.HttpStatusCode.OK, text);
        using var body = JsonDocument.Parse(text);
        return
        [
            .. body
                .RootElement.GetProperty("receipts")
                .EnumerateArray()
                .Select(it =>
                    it.GetProperty("status").GetString()
                    + (it.TryGetProperty("reason", out var reason) ? ": " + reason.GetString() : "")
                ),
        ];
    }

    /// <summary>All that is stored of a site, as text: its facts and what was set aside.</summary>
    public static async Task<List<string>> Stored(this EngineFixture engine, Site site)
    {
        await using var command = engine.Database.CreateCommand(
            """
            select data::text from journey.mt_events where tenant_id = $1
            union all
            select row_to_json(q)::text from journey.quarantine q where site = $1
            """
        );
        command.Parameters.Add(new() { Value = site.Name });
        var stored = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            stored.Add(reader.GetString(0));
        return stored;
    }
}
