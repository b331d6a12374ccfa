using System.Text.Json;

namespace JourneyEngine.Rights.OpenDsr;

/// <summary>An answer whose very bytes are signed.</summary>
internal sealed class Signed(object body, int status = StatusCodes.Status200OK) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var services = httpContext.RequestServices;
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), Protocol.Json);
        var response = httpContext.Response;
        (response.StatusCode, response.ContentType, response.ContentLength) = (
            status,
            "application/json",
            bytes.Length
        );
        response.Headers[Protocol.DomainHeader] = services
            .GetRequiredService<ResultsAddress>()
            .Base(httpContext.Request)
            .Host;
        response.Headers[Protocol.SignatureHeader] = services.GetRequiredService<ProcessorSignature>().Of(bytes);
        await response.Body.WriteAsync(bytes, httpContext.RequestAborted);
    }
}
