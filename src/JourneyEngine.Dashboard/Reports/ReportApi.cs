using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace JourneyEngine.Dashboard.Reports;

/// <summary>The engine's public HTTP API, read with the site's read key and changed with its admin key.</summary>
public sealed class ReportApi(HttpClient http, DashboardSettings settings)
{
    public Task<ReportAnswer<T>> Report<T>(string report, ReportRequest asked, CancellationToken cancellation)
        where T : class => Get<T>(DescribedReports.Takes(report, asked).On("/v1/reports/" + report), cancellation);

    public Task<ReportAnswer<T>> Get<T>(string path, CancellationToken cancellation)
        where T : class => Ask<T>(HttpMethod.Get, path, null, settings.Key(), cancellation);

    /// <summary>A question that takes a text, and changes nothing.</summary>
    /// <param name="json">As the API takes it.</param>
    public Task<ReportAnswer<T>> Post<T>(string path, string json, CancellationToken cancellation)
        where T : class => Ask<T>(HttpMethod.Post, path, json, settings.Key(), cancellation);

    /// <summary>Changes something with the admin key.</summary>
    public Task<ReportAnswer<JsonObject>> Put(string path, string json, CancellationToken cancellation) =>
        Ask<JsonObject>(HttpMethod.Put, path, json, settings.AdminKey(), cancellation);

    /// <summary>An answer of one JSON text a line.</summary>
    public Task<ReportAnswer<T[]>> Lines<T>(string path, CancellationToken cancellation) =>
        Ask(
            HttpMethod.Get,
            path,
            null,
            settings.Key(),
            async content =>
                ReportAnswer<T[]>.Of(
                    await JsonSerializer
                        .DeserializeAsyncEnumerable<T>(
                            await content.ReadAsStreamAsync(cancellation),
                            topLevelValues: true,
                            JsonSerializerOptions.Web,
                            cancellation
                        )
                        .Select(it => it!)
                        .ToArrayAsync(cancellation)
                ),
            cancellation
        );

    private Task<ReportAnswer<T>> Ask<T>(
        HttpMethod method,
        string path,
        string? json,
        string? key,
        CancellationToken cancellation
    )
        where T : class =>
        Ask(
            method,
            path,
            json,
            key,
            async content =>
            {
                var said = await content.ReadFromJsonAsync<JsonElement>(cancellation);
                return ReportAnswer<T>.Of(
                    said.Deserialize<T>(JsonSerializerOptions.Web)!,
                    said.ValueKind == JsonValueKind.Object && said.TryGetProperty("unit", out _)
                        ? said.Deserialize<ReportBasis>(JsonSerializerOptions.Web)
                        : null
                );
            },
            cancellation
        );

    private async Task<ReportAnswer<T>> Ask<T>(
        HttpMethod method,
        string path,
        string? json,
        string? key,
        Func<HttpContent, Task<ReportAnswer<T>>> read,
        CancellationToken cancellation
    )
        where T : class
    {
        try
        {
            using var answer = await Send(method, path, json, key, cancellation);
            if (answer is null)
                return ReportAnswer<T>.None(ApiError.NoKey);
            if (answer.IsSuccessStatusCode)
                return await read(answer.Content);
            var why = await ApiErrors.Detail(answer, cancellation);
            return ReportAnswer<T>.None(ApiErrors.Of(answer.StatusCode, why), why);
        }
        catch (HttpRequestException)
        {
            return ReportAnswer<T>.None(ApiError.Unreachable);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return ReportAnswer<T>.None(ApiError.Unreachable);
        }
    }

    /// <returns>The answer as it comes, for the caller to close; null without a key.</returns>
    /// <exception cref="HttpRequestException">The engine does not answer.</exception>
    public Task<HttpResponseMessage?> Send(string path, CancellationToken cancellation) =>
        Send(HttpMethod.Get, path, null, settings.Key(), cancellation);

    private async Task<HttpResponseMessage?> Send(
        HttpMethod method,
        string path,
        string? json,
        string? key,
        CancellationToken cancellation
    )
    {
        if (key is null)
            return null;
        using var request = new HttpRequestMessage(method, path)
        {
            Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }
}
