using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Fulfilment;

namespace JourneyEngine.IntegrationTests.OpenDsr;

/// <summary>What a controller does with requests of data subjects: it believes nothing that is not signed.</summary>
internal static class Controller
{
    private const string Requests = "/v1/privacy/requests";

    public static JsonObject Request(string type, Guid id, Hook? hook, params string[] visitors) =>
        new()
        {
            ["regulation"] = "gdpr",
            ["subject_request_id"] = id.ToString(),
            ["subject_request_type"] = type,
            ["submitted_time"] = "2026-10-02T15:00:00.1234567Z",
            ["subject_identities"] = new JsonArray([
                .. visitors.Select(
                    JsonNode (it) =>
                        new JsonObject
                        {
                            ["identity_type"] = "controller_customer_id",
                            ["identity_value"] = it,
                            ["identity_format"] = "raw",
                        }
                ),
            ]),
            ["api_version"] = "2.0",
            ["status_callback_urls"] = hook is null ? new JsonArray() : new JsonArray(hook.Address.ToString()),
        };

    public static async Task<JsonObject> Submits(this Site site, JsonObject request)
    {
        var answer = await site.Send(HttpMethod.Post, Requests, site.AdminKey, JsonContent.Create(request));
        ((int)answer.StatusCode).Should().Be(201, await answer.Content.ReadAsStringAsync());
        return await site.Signed(answer);
    }

    public static async Task<JsonObject> Status(this Site site, Guid id)
    {
        var answer = await site.Send(HttpMethod.Get, $"{Requests}/{id}", site.AdminKey, null);
        ((int)answer.StatusCode).Should().Be(200);
        return await site.Signed(answer);
    }

    public static Task<JsonObject> Becomes(this Site site, Guid id, string status) =>
        Eventually.Sees(() => site.Status(id), it => (string)it["request_status"]! == status);

    public static Task<HttpResponseMessage> Cancels(this Site site, Guid id) =>
        site.Send(HttpMethod.Delete, $"{Requests}/{id}", site.AdminKey, null);

    /// <summary>Follows an address that was told, at the host that the test knows.</summary>
    public static Task<HttpResponseMessage> Follows(this Site site, string url) =>
        site.Send(HttpMethod.Get, new Uri(url).PathAndQuery, site.AdminKey, null);

    public static async Task<JsonObject> Signed(this Site site, HttpResponseMessage answer) =>
        await site.Signed(
            await answer.Content.ReadAsStringAsync(),
            answer.Headers.GetValues("X-OpenDSR-Signature").Single()
        );

    /// <summary>As section 8.8 of the specification has it: the certificate is where discovery says, and the body is
    /// read only after its signature.</summary>
    public static async Task<JsonObject> Signed(this Site site, string body, string? signature)
    {
        var discovery = await (
            await site.Send(HttpMethod.Get, "/v1/privacy/discovery", null, null)
        ).Content.ReadFromJsonAsync<JsonObject>();
        var pem = await (
            await site.Send(
                HttpMethod.Get,
                new Uri((string)discovery!["processor_certificate"]!).AbsolutePath,
                null,
                null
            )
        ).Content.ReadAsStringAsync();
        using var certificate = X509Certificate2.CreateFromPem(pem);
        using var key = certificate.GetECDsaPublicKey()!;
        key.VerifyData(
                Encoding.UTF8.GetBytes(body),
                Convert.FromBase64String(signature!),
                HashAlgorithmName.SHA256,
                DSASignatureFormat.Rfc3279DerSequence
            )
            .Should()
            .BeTrue();
        return JsonNode.Parse(body)!.AsObject();
    }
}
