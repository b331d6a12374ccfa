using JourneyEngine.Collection.Steps;
using JourneyEngine.Contracts;
using JourneyEngine.Sites;

namespace JourneyEngine.Collection;

/// <summary>Asks once for all visitors of a request whose events do not say themselves whether they may be
/// measured.</summary>
internal static class AskEarlier
{
    public static async ValueTask Of(
        PendingEvent[] events,
        IEarlierChoices earlier,
        string site,
        CancellationToken cancellation
    )
    {
        var unsaid = events.Where(IsUnsaid).Select(it => it.Visitor).ToHashSet(StringComparer.Ordinal);
        if (unsaid.Count == 0)
            return;
        var chosen = await earlier.To(Purpose.Measure, site, unsaid, cancellation);
        for (var i = 0; i < events.Length; i++)
        {
            if (IsUnsaid(events[i]) && chosen.TryGetValue(events[i].Visitor, out var granted))
                events[i] = events[i] with { MeasuredBefore = granted };
        }
    }

    private static bool IsUnsaid(PendingEvent pending) =>
        pending.Drop is null && RequireConsent.SaidNow(pending) is null;
}
