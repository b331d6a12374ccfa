using System.Security.Claims;
using JourneyEngine.Contracts;
using JourneyEngine.Http;
using JourneyEngine.Log;
using JourneyEngine.Sites;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Personalization.Slots;

public static class GetSlot
{
    public static async Task<IResult> Handle(
        string slot,
        ClaimsPrincipal user,
        SiteConfiguration configuration,
        CancellationToken cancellation
    ) =>
        await configuration.Latest<SlotDefined>(user.Site(), StreamNames.Slot(slot), cancellation) is { } defined
            ? Results.Ok(defined)
            : Results.Problem(
                $"There is no slot '{slot}'.",
                statusCode: StatusCodes.Status404NotFound,
                title: "No such slot"
            );

    public static async Task<IResult> All(
        ClaimsPrincipal user,
        SiteConfiguration configuration,
        CancellationToken cancellation
    ) => Results.Ok(await configuration.AllLatest<SlotDefined>(user.Site(), StreamNames.Slot(""), cancellation));
}
