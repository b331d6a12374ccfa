using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace JourneyEngine.Http.Limits;

/// <summary>What whoever is limited is answered: 429, when to come again, and which limit it was.</summary>
public static class LimitAnswers
{
    public static IResult Of(HttpContext http, LimitedException limited)
    {
        http.RequestServices.GetRequiredService<RefusalCounter>().Add(limited.Limit);
        http.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(limited.RetryAfter.TotalSeconds))
            .ToString(CultureInfo.InvariantCulture);
        return Results.Problem(
            limited.Message,
            statusCode: StatusCodes.Status429TooManyRequests,
            title: "Too much at once",
            extensions: [new("limit", limited.Limit.Name())]
        );
    }
}
