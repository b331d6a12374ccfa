using JourneyEngine.Http;
using JourneyEngine.Journeys;

namespace JourneyEngine.Rights.Privacy;

/// <summary>Whether anything is held of a visitor at all.</summary>
public sealed class KnownVisitors(WarmJourneys journeys)
{
    /// <returns>The visitor's journey with everything that is acknowledged.</returns>
    /// <exception cref="UnacceptableException">404, the same as for everybody else of whom nothing is held.</exception>
    public async Task<CurrentJourney> Journey(Caller caller, CancellationToken cancellation) =>
        await journeys.Read(caller.Site, caller.Visitor, cancellation) is { Version: > 0 } known
            ? known
            : throw Access.Nobody();
}
