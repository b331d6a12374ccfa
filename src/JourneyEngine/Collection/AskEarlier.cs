using JourneyEngine.Contracts;
using JourneyEngine.Sites;

namespace JourneyEngine.Collection;

/// <summary>Asks once for all visitors of a request whose items do not say themselves whether they may be measured.</summary>
internal static class AskEarlier
{
    public static async ValueTask Of(Arrival[] arrivals, IEarlierChoices earlier, string site, CancellationToken cancellation)
    {
        var unsaid = arrivals.Where(IsUnsaid).Select(it => it.Visitor).ToHashSet(StringComparer.Ordinal);
        if (unsaid.Count == 0)
            return;
        var chosen = await earlier.To(Purpose.Measure, site, unsaid, cancellation);
        for (var i = 0; i < arrivals.Length; i++)
        {
            if (IsUnsaid(arrivals[i]) && chosen.TryGetValue(arrivals[i].Visitor, out var granted))
                arrivals[i] = arrivals[i] with { MeasuredBefore = granted };
        }
    }

    private static bool IsUnsaid(Arrival arrival) => arrival.Drop is null && RequireConsent.SaidNow(arrival) is null;
}
