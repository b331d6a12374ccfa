using JourneyEngine.Decisions.Folding;
using JourneyEngine.Journeys;
using JourneyEngine.Sites;

namespace JourneyEngine.Privacy;

/// <summary>What visitors chose before, as their journeys have it with everything that is acknowledged.</summary>
internal sealed class EarlierChoices(WarmJourneys journeys) : IEarlierChoices
{
    public async ValueTask<IReadOnlyDictionary<string, bool>> To(
        string purpose,
        string site,
        IReadOnlyCollection<string> visitors,
        CancellationToken cancellation
    )
    {
        var chosen = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var visitor in visitors)
        {
            if ((await journeys.Read(site, visitor, cancellation)).Journey.Consents.Of(purpose) is { } granted)
                chosen[visitor] = granted;
        }

        return chosen;
    }
}
