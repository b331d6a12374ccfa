namespace JourneyEngine.Host;

/// <summary>Gives answers without a body the same form: problem+json (RFC 9457).</summary>
internal static class BareProblems
{
    /// <summary>An answer without a body, as ASP.NET gives it where no endpoint takes the request, or its
    /// parameters.</summary>
    public static Task Answer(HttpContext http) =>
        http.Response.StatusCode switch
        {
            StatusCodes.Status400BadRequest => Results
                .Problem(Problems.Unreadable, statusCode: 400, title: "This cannot be read")
                .ExecuteAsync(http),
            StatusCodes.Status404NotFound => Results
                .Problem(
                    "There is no such address, or nothing of that name; see /docs.",
                    statusCode: 404,
                    title: "Not found"
                )
                .ExecuteAsync(http),
            StatusCodes.Status405MethodNotAllowed => Results
                .Problem(
                    $"This address takes {http.Response.Headers.Allow}; see /docs.",
                    statusCode: 405,
                    title: "Another method is needed"
                )
                .ExecuteAsync(http),
            StatusCodes.Status415UnsupportedMediaType => Results
                .Problem(Problems.OfAnotherType, statusCode: 415, title: "This cannot be read")
                .ExecuteAsync(http),
            _ => Task.CompletedTask,
        };
}
