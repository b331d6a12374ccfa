using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace JourneyEngine.Host.Tracker;

/// <summary>Serves <c>/journey.js</c>, to pages of this origin: the cookie it works with is theirs.</summary>
internal static class TrackerScript
{
    private const string Type = "text/javascript; charset=utf-8";
    private const string Gzip = "gzip";

    private static readonly byte[] Plain = Encoding.UTF8.GetBytes(LeanScript.Of(Source()));
    private static readonly byte[] Packed = Compressed(Plain);
    private static readonly string Version = Convert.ToHexStringLower(SHA256.HashData(Plain).AsSpan(0, 16));

    public static void MapTracker(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/journey.js", [HttpMethods.Get, HttpMethods.Head], Answer).ExcludeFromDescription();

    private static IResult Answer(HttpContext http)
    {
        var packed = http
            .Request.GetTypedHeaders()
            .AcceptEncoding.Any(it => it.Value.Equals(Gzip, StringComparison.OrdinalIgnoreCase) && it.Quality is not 0);
        var headers = http.Response.Headers;
        headers.CacheControl = "public, max-age=3600";
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (packed)
            headers.ContentEncoding = Gzip;
        return Results.Bytes(
            packed ? Packed : Plain,
            Type,
            entityTag: new EntityTagHeaderValue($"\"{Version}{(packed ? "-gzip" : "")}\"")
        );
    }

    private static string Source()
    {
        using var source = new StreamReader(typeof(TrackerScript).Assembly.GetManifestResourceStream("journey.js")!);
        return source.ReadToEnd();
    }

    private static byte[] Compressed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
            gzip.Write(bytes);
        return packed.ToArray();
    }
}
