using System.Net.Mime;
using Microsoft.Net.Http.Headers;

namespace JourneyEngine.Host;

/// <summary>JSON is UTF-8 (RFC 8259, 8.1). Some clients say so, in one spelling or another; who says something else is
/// told.</summary>
internal static class JsonCharset
{
    private const string Utf8Only = "JSON is sent as UTF-8.";

    public static void UseJsonCharset(this IApplicationBuilder app) => app.Use(Check);

    private static Task Check(HttpContext http, RequestDelegate next)
    {
        if (
            http.Request.ContentType?.Contains("charset", StringComparison.OrdinalIgnoreCase) != true
            || !MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type)
            || type.Charset.Length == 0
            || !IsJson(type)
        )
            return next(http);
        if (HeaderUtilities.RemoveQuotes(type.Charset).Value is not { } charset || !IsUtf8(charset))
            return Results
                .Problem(Utf8Only, statusCode: StatusCodes.Status415UnsupportedMediaType, title: "This cannot be read")
                .ExecuteAsync(http);
        type.Charset = default;
        http.Request.ContentType = type.ToString();
        return next(http);
    }

    private static bool IsJson(MediaTypeHeaderValue type) =>
        type.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase)
        || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase);

    private static bool IsUtf8(string charset) =>
        charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
        || charset.Equals("utf8", StringComparison.OrdinalIgnoreCase);
}
