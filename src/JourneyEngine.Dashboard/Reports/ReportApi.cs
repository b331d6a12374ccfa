using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace JourneyEngine.Dashboard.Reports;

/// <summary>The engine's public HTTP API, read with the site's key. It is all that the dashboard knows of the engine.</summary>
public sealed class ReportApi(HttpClient http, DashboardSettings settings)
{
    private sealed record Problem(string? Detail);

    public Task<Answer<T>> Report<T>(string report, Asked asked, CancellationToken cancellation)
        where T : class => Get<T>(asked.On("/v1/reports/" + report), cancellation);

    public async Task<Answer<T>> Get<T>(string path, CancellationToken cancellation)
        where T : class
    {
        try
        {
            using var answer = await Send(path, cancellation);
            if (answer is null)
                return Answer<T>.None(Trouble.NoKey);
            if (answer.IsSuccessStatusCode)
                return Answer<T>.Of((await answer.Content.ReadFromJsonAsync<T>(JsonSerializerOptions.Web, cancellation))!);
            var why = await Detail(answer, cancellation);
            return Answer<T>.None(Of(answer.StatusCode, why), why);
        }
        catch (HttpRequestException)
        {
            return Answer<T>.None(Trouble.Unreachable);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Answer<T>.None(Trouble.Unreachable);
        }
    }

    /// <returns>The answer as it comes, for the caller to close; nothing where there is no key.</returns>
    /// <exception cref="HttpRequestException">The engine does not answer.</exception>
    public async Task<HttpResponseMessage?> Send(string path, CancellationToken cancellation)
    {
        if (settings.Key() is not { } key)
            return null;
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    private static Trouble Of(HttpStatusCode status, string? why) => status switch
    {
        // Where there is nothing at an address, nobody says why.
        HttpStatusCode.NotFound when why is null => Trouble.Absent,
        HttpStatusCode.NotFound => Trouble.Missing,
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => Trouble.NoKey,
        >= HttpStatusCode.InternalServerError => Trouble.Unreachable,
        _ => Trouble.Refused,
    };

    private static async Task<string?> Detail(HttpResponseMessage answer, CancellationToken cancellation) =>
        answer.Content.Headers.ContentType?.MediaType == "application/problem+json"
            ? (await answer.Content.ReadFromJsonAsync<Problem>(JsonSerializerOptions.Web, cancellation))?.Detail
            : null;
}
