using System.Text.Json;
using JourneyEngine.Http;
using JourneyEngine.Http.Bodies;

namespace JourneyEngine.Rights.Privacy;

/// <summary>A choice as it is sent: JSON, also under the type that a page can send without asking before
/// (text/plain).</summary>
internal static class ReadChoice
{
    private const int LargestBody = 4 * 1024;

    /// <exception cref="UnacceptableException">400 or 413.</exception>
    public static async Task<ConsentEndpoints.ChoiceMade> Of(HttpRequest request, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[LargestBody + 1];
        for (int read; (read = await request.Body.ReadAsync(buffer, cancellation)) > 0; )
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > LargestBody)
                throw new UnacceptableException(
                    $"A choice has at most {LargestBody} bytes.",
                    StatusCodes.Status413PayloadTooLarge
                );
        }

        try
        {
            var sent = JsonElement.Parse(bytes.ToArray().AsSpan(ByteOrderMark.In(bytes.ToArray())));
            if (sent.ValueKind != JsonValueKind.Object)
                throw new JsonException();
            UnknownMembers.Refuse(sent, typeof(ConsentEndpoints.ChoiceMade), JsonSerializerOptions.Web);
            return sent.Deserialize<ConsentEndpoints.ChoiceMade>(JsonSerializerOptions.Web)!;
        }
        catch (JsonException)
        {
            throw new UnacceptableException(
                "Send {\"granted\":[\"personalize\"],\"refused\":[]}.",
                StatusCodes.Status400BadRequest
            );
        }
    }
}
