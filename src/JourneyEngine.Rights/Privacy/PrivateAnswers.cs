namespace JourneyEngine.Rights.Privacy;

/// <summary>What is said to a visitor is for the visitor: it is kept by no cache.</summary>
public sealed class PrivateAnswers : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        context.HttpContext.Response.Headers.XContentTypeOptions = "nosniff";
        return next(context);
    }
}
