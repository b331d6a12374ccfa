using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace JourneyEngine.Dashboard.Reports;

/// <summary>What an answer of the engine that is no success means.</summary>
internal static class ApiErrors
{
    private sealed record Problem(string? Detail);

    public static ApiError Of(HttpStatusCode status, string? why) =>
        status switch
        {
            // Where there is nothing at an address, nobody says why.
            HttpStatusCode.NotFound when why is null => ApiError.Absent,
            HttpStatusCode.NotFound => ApiError.Missing,
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ApiError.NoKey,
            >= HttpStatusCode.InternalServerError => ApiError.Unreachable,
            _ => ApiError.Refused,
        };

    public static async Task<string?> Detail(HttpResponseMessage answer, CancellationToken cancellation) =>
        answer.Content.Headers.ContentType?.MediaType == "application/problem+json"
            ? (await answer.Content.ReadFromJsonAsync<Problem>(JsonSerializerOptions.Web, cancellation))?.Detail
            : null;
}
