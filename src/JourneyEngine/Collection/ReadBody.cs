using System.IO.Compression;
using JourneyEngine.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace JourneyEngine.Collection;

/// <summary>Reads the body of a request, decompressed and bounded. A bomb is cut off at the limit, not after
/// it.</summary>
internal static class ReadBody
{
    /// <remarks>RudderStack's Node SDK sends its JSON under the form type.</remarks>
    private static readonly string[] JsonTypes =
    [
        "application/json",
        "text/plain",
        "application/x-www-form-urlencoded",
    ];

    /// <exception cref="RefusedException">415, 413 or 400; the message says what would be taken.</exception>
    public static async Task<BoundedBody> Read(
        HttpRequest request,
        int limit,
        IReadOnlyList<string> otherTypes,
        CancellationToken cancellation
    )
    {
        RequireType(request, otherTypes);
        await using var stream = Decoded(request);
        var body = new BoundedBody(limit);
        try
        {
            if (!await body.Fill(stream, cancellation))
            {
                throw new RefusedException(
                    StatusCodes.Status413PayloadTooLarge,
                    $"The body has more than {limit} bytes. Send smaller batches."
                );
            }

            return body;
        }
        catch (Exception failure)
        {
            body.Dispose();
            if (failure is InvalidDataException or InvalidOperationException)
                throw new RefusedException(
                    StatusCodes.Status400BadRequest,
                    "The body is not what its Content-Encoding says."
                );
            throw;
        }
    }

    private static void RequireType(HttpRequest request, IReadOnlyList<string> otherTypes)
    {
        if (request.ContentType is not { Length: > 0 } given)
            return;
        if (
            !MediaTypeHeaderValue.TryParse(given, out var type)
            || !JsonTypes.Concat(otherTypes).Contains(type.MediaType.Value, StringComparer.OrdinalIgnoreCase)
        )
        {
            throw new RefusedException(
                StatusCodes.Status415UnsupportedMediaType,
                $"Content-Type is one of {string.Join(", ", JsonTypes.Concat(otherTypes))}."
            );
        }

        if (type.Charset.HasValue && !type.Charset.Value.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            throw new RefusedException(StatusCodes.Status415UnsupportedMediaType, "The charset is UTF-8.");
    }

    private static Stream Decoded(HttpRequest request) =>
        request.Headers.ContentEncoding.ToString().Trim().ToLowerInvariant() switch
        {
            "" or "identity" => request.Body,
            "gzip" or "x-gzip" => new GZipStream(request.Body, CompressionMode.Decompress),
            "br" => new BrotliStream(request.Body, CompressionMode.Decompress),
            _ => throw new RefusedException(
                StatusCodes.Status415UnsupportedMediaType,
                "Content-Encoding is gzip, br or identity."
            ),
        };
}
