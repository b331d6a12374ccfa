using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using JourneyEngine.Privacy;

namespace JourneyEngine.Rights.Outbound;

/// <summary>Posts messages as JSON to an address of the site's own.</summary>
/// <remarks>
/// <c>Idempotency-Key</c> is the same whenever the same message comes again. <c>Journey-Signature</c> is a JSON Web
/// Signature over <see cref="Statement"/>, to be checked with the keys at <c>/.well-known/journey-keys.json</c>.
/// </remarks>
internal sealed class Webhook(Uri address, GuardedHttp http, Jws jws, TimeProvider clock) : IOutbound
{
    /// <param name="Sha256">Of the body, in hexadecimal.</param>
    public sealed record Statement(string IdempotencyKey, string Sha256, DateTimeOffset At);

    public IReadOnlyList<Channel> Channels { get; } = [Channel.Email, Channel.Phone];

    public async Task Send(OutboundMessage message, CancellationToken cancellation)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(message, JsonSerializerOptions.Web);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Idempotency-Key", message.IdempotencyKey);
        request.Headers.Add(
            "Journey-Signature",
            jws.Sign(
                new Statement(
                    message.IdempotencyKey,
                    Convert.ToHexStringLower(SHA256.HashData(body)),
                    clock.GetUtcNow()
                )
            )
        );
        using var answer = await http.Send(request, cancellation);
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException(
                "The hook answered " + ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture),
                null,
                answer.StatusCode
            );
    }
}
