using JourneyEngine.Contracts;

namespace JourneyEngine.Collection.History;

/// <summary>What an exported decision may say; each answers what is wrong, or null.</summary>
internal static class SoundDecision
{
    private const int LongestName = 256;
    private const int LongestReason = 2_000;

    /// <summary>As far ahead of its receipt as an interaction may be.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(1);

    public static string? Wrong(ContentOffered it, DateTimeOffset now) =>
        Name("slot", it.Slot)
        ?? Name("content", it.Content)
        ?? SoundValue.OneOf("policy", it.Policy, Policies.All)
        ?? SoundValue.Count("slotVersion", it.SlotVersion)
        ?? SoundValue.Count("posteriorVersion", it.PosteriorVersion)
        ?? (it.Propensity is > 0 and <= 1 ? null : "propensity is a number in (0, 1]")
        ?? (it.HoldoutShare is null or (>= 0 and < 1) ? null : "holdoutShare is a number in [0, 1)")
        ?? SoundValue.Each(it.Eligible, name => Name("eligible", name))
        ?? SoundValue.Each(it.Reasons, text => SoundValue.Text("reasons", text, LongestReason))
        ?? SoundValue.Each(it.Probabilities, each => SoundValue.Share("probabilities", each))
        ?? (
            it.Probabilities is null || it.Probabilities.Length == it.Eligible.Length
                ? null
                : "probabilities are as many as eligible"
        )
        ?? SoundValue.OneOf("shadow.policy", it.Shadow?.Policy, Policies.All)
        ?? Name("shadow.content", it.Shadow?.Content)
        ?? SoundValue.Share("shadow.probability", it.Shadow?.Probability)
        ?? SoundValue.Time("at", it.At, now)
        ?? Wrong(it.Snapshot, now + Ahead);

    private static string? Wrong(Snapshot it, DateTimeOffset latest) =>
        Name("snapshot.funnel", it.Funnel)
        ?? Name("snapshot.stage", it.Stage)
        ?? SoundValue.Count("snapshot.funnelVersion", it.FunnelVersion)
        ?? SoundValue.Count("snapshot.visits", it.Visits)
        ?? SoundValue.Count("snapshot.streamVersion", it.StreamVersion)
        ?? (it.DaysAway is null or >= 0 ? null : "snapshot.daysAway is a number from 0 on")
        ?? SoundValue.Time("snapshot.firstSeen", it.FirstSeen, latest)
        ?? SoundValue.Time("snapshot.lastSeen", it.LastSeen, latest)
        ?? SoundValue.Each(it.History, one => Wrong(one, latest))
        ?? SoundValue.Each(it.Streams, one => SoundValue.Count("snapshot.streams", Math.Min(one.First, one.Version)));

    private static string? Wrong(ContentHistory it, DateTimeOffset latest) =>
        Name("snapshot.history", it.Content)
        ?? SoundValue.Each(it.ShownAt, at => SoundValue.Time("snapshot.history", at, latest));

    private static string? Name(string member, string? name) => SoundValue.Text(member, name, LongestName);
}
