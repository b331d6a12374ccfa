namespace JourneyEngine.Rights.Pages;

/// <summary>Leads on to a page after a form, by GET (RFC 9110, 15.4.4).</summary>
internal sealed class SeeOther(string where) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = where;
        return Task.CompletedTask;
    }
}
