using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Learning;
using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Personalization.OffPolicy;

/// <summary>What a slot believed, and from when on: a candidate that learns is given what was known at the time and
/// nothing later.</summary>
internal sealed class LearnedOverTime(List<(DateTimeOffset At, Posterior Posterior)> learned)
{
    public bool IsNothing => learned.Count == 0;

    /// <remarks>What the decision itself believed, where it learned: what was in force a moment before it may be
    /// another version. One that was made in another log names a version of that log.</remarks>
    public Posterior? At(ContentOffered it) =>
        it is { Imported: false, PosteriorVersion: { } version }
            ? learned.Find(one => one.Posterior.Version == version).Posterior
            : learned.LastOrDefault(one => one.At <= it.At).Posterior;

    public static async Task<LearnedOverTime> Read(
        NpgsqlConnection connection,
        string site,
        string slot,
        CancellationToken cancellation
    ) =>
        new([
            .. (
                await ConfigurationStreams.All<PosteriorUpdated>(
                    connection,
                    site,
                    StreamNames.Posterior(slot),
                    cancellation
                )
            ).Select(it => (it.At, new Posterior(it))),
        ]);
}
