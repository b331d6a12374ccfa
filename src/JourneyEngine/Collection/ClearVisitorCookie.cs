using JourneyEngine.Http;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Collection;

/// <summary>Takes the visitor's cookie back: whoever comes next with this browser is somebody new. What was stored
/// stays until it is erased.</summary>
public static class ClearVisitorCookie
{
    public static IResult Handle(HttpContext http)
    {
        NameVisitor.RequireFirstParty(http.Request);
        VisitorCookie.Clear(http.Response);
        return Results.NoContent();
    }
}
