using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace JourneyEngine.Http.Bodies;

/// <summary>What configures the engine, and what else is asked of it in JSON, passes the token gate as well: a JSON
/// object, nothing in it that could not be kept and given back, and no member that its address does not know.</summary>
public static class ConfigurationBodies
{
    private const int Largest = 1024 * 1024;
    private const string Json = "application/json";

    public static void UseTokenGate(this IApplicationBuilder app) =>
        app.UseWhen(
            // What no address takes is answered as such, whatever its body.
            http =>
                http.GetEndpoint() is RouteEndpoint
                && (
                    HttpMethods.IsPut(http.Request.Method)
                    || (TypeOf(http) is not null && http.Request.HasJsonContentType())
                ),
            it => it.Use(Check)
        );

    /// <returns>What the address reads a body into; null where it reads none, or in a way of its own.</returns>
    private static Type? TypeOf(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>() is { } accepts
        && accepts.ContentTypes.Contains(Json)
            ? accepts.RequestType
            : null;

    private static async Task Check(HttpContext http, RequestDelegate next)
    {
        try
        {
            var body = await Read(http);
            // Only an address that can do without gets on with none.
            if (body.Length > 0 || HttpMethods.IsPut(http.Request.Method))
                Check(body, TypeOf(http), http.RequestServices);
            http.Request.Body = body;
        }
        catch (RefusedException refused)
        {
            await Results
                .Problem(refused.Message, statusCode: refused.Status, title: "This cannot be taken")
                .ExecuteAsync(http);
            return;
        }

        await next(http);
    }

    private static async Task<MemoryStream> Read(HttpContext http)
    {
        using var body = new BoundedBody(Largest);
        return await body.Fill(http.Request.Body, http.RequestAborted)
            ? new MemoryStream(body.Bytes.ToArray())
            : throw new RefusedException(
                StatusCodes.Status413PayloadTooLarge,
                $"The body has more than {Largest} bytes."
            );
    }

    private static void Check(MemoryStream body, Type? type, IServiceProvider services)
    {
        TokenGate.Check(body.ToArray());
        using var sent = JsonDocument.Parse(body);
        body.Position = 0;
        if (sent.RootElement.ValueKind != JsonValueKind.Object)
            throw new RefusedException(StatusCodes.Status400BadRequest, "The body is a JSON object; see /docs.");
        if (type is not null)
            UnknownMembers.Refuse(
                sent.RootElement,
                type,
                services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions
            );
    }
}
