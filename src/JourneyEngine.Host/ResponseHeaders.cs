namespace JourneyEngine.Host;

/// <summary>What every response says of itself unless its own slice says otherwise: it is what its type says, it is no
/// page, and it stands in nobody's frame; what is answered about visitors is in no cache.</summary>
internal static class ResponseHeaders
{
    private const string NoPage = "default-src 'none'; frame-ancestors 'none'; sandbox";

    /// <remarks>The reference of the API brings its script along, and begins it, and styles itself, in the page.</remarks>
    private const string Reference =
        "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        + "font-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static void UseResponseHeaders(this IApplicationBuilder app) =>
        app.Use(
            (http, next) =>
            {
                http.Response.OnStarting(() => Say(http));
                return next(http);
            }
        );

    private static Task Say(HttpContext http)
    {
        var (path, headers) = (http.Request.Path, http.Response.Headers);
        headers.TryAdd("X-Content-Type-Options", "nosniff");
        headers.TryAdd("Content-Security-Policy", path.StartsWithSegments("/docs") ? Reference : NoPage);
        if (path.StartsWithSegments("/v1") || path.StartsWithSegments("/ofrep"))
            headers.TryAdd("Cache-Control", "no-store");
        return Task.CompletedTask;
    }
}
