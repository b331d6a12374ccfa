using JourneyEngine.Http;
using JourneyEngine.Http.Limits;
using JourneyEngine.Journeys;
using Microsoft.AspNetCore.Http;

namespace JourneyEngine.Personalization;

/// <summary>Tells who asks in a crowd, with a key that is in pages.</summary>
internal static class CrowdedAsks
{
    /// <remarks>Nothing is learned of a visitor never seen.</remarks>
    public static bool Ask(this Crowds crowds, HttpContext http, string visitor, CurrentJourney journey) =>
        journey.Journey.Visits is [.., var last]
        && !http.User.Vouches()
        && crowds.Has(Sender.Of(http), visitor, DateTimeOffset.FromUnixTimeMilliseconds(last.End));
}
