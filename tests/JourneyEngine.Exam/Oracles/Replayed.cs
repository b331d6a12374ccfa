using JourneyEngine.Journeys;
using JourneyEngine.Replay;
using Npgsql;

namespace JourneyEngine.Exam.Oracles;

/// <summary>Every row of the projection equals one that is folded from the whole log, byte for byte.</summary>
internal static class Replayed
{
    public static async Task<IReadOnlyList<string>> Compare(NpgsqlDataSource database)
    {
        var replay = new JourneyReplay(database, new RulesTable(), JourneyEngine.Engine.Measures);
        var outcome = await replay.Compare(new Progress<(long, long)>(), CancellationToken.None);
        return Verdict.Few("live differs from replay", outcome.Differences.ToList());
    }
}
