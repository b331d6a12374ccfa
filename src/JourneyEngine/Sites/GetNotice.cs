using System.Security.Claims;
using JourneyEngine.Http;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Sites;

/// <summary>The notice that holds, and every version that ever held.</summary>
public static class GetNotice
{
    public static async Task<IResult> Handle(
        ClaimsPrincipal user,
        SiteNotices notices,
        CancellationToken cancellation
    ) => Results.Ok((await notices.Of(user.Site(), cancellation)).Notice.Notice);

    public static async Task<IResult> Version(
        int version,
        ClaimsPrincipal user,
        SiteNotices notices,
        CancellationToken cancellation
    ) =>
        await notices.Version(user.Site(), version, cancellation) is { } notice
            ? Results.Ok(notice)
            : Results.Problem(
                $"There is no version {version} of the notice.",
                statusCode: StatusCodes.Status404NotFound,
                title: "No such notice"
            );
}
