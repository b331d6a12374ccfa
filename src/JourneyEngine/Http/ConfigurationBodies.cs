using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Http;

/// <summary>What configures the engine passes the token gate as well: a JSON object, and nothing in it that could not
/// be kept and given back.</summary>
public static class ConfigurationBodies
{
    private const int Largest = 1024 * 1024;

    public static void UseTokenGate(this IApplicationBuilder app) =>
        app.UseWhen(http => HttpMethods.IsPut(http.Request.Method), put => put.Use(Check));

    private static async Task Check(HttpContext http, RequestDelegate next)
    {
        try
        {
            http.Request.Body = Checked(await Read(http));
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
        var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0; )
        {
            body.Write(buffer, 0, read);
            if (body.Length > Largest)
                throw new RefusedException(
                    StatusCodes.Status413PayloadTooLarge,
                    $"The body has more than {Largest} bytes."
                );
        }

        return body;
    }

    private static MemoryStream Checked(MemoryStream body)
    {
        var json = body.GetBuffer().AsSpan(0, (int)body.Length);
        TokenGate.Check(json);
        var first = new Utf8JsonReader(json);
        if (!first.Read() || first.TokenType != JsonTokenType.StartObject)
            throw new RefusedException(StatusCodes.Status400BadRequest, "The body is a JSON object; see /docs.");
        body.Position = 0;
        return body;
    }
}
