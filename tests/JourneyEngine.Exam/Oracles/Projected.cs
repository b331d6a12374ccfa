using System.Diagnostics;
using System.Globalization;
using JourneyEngine.Exam.Engine;
using Npgsql;

namespace JourneyEngine.Exam.Oracles;

/// <summary>The projection reaches the last committed fact, and nothing is given up on the way.</summary>
internal static class Projected
{
    private const string Behind = """
        select coalesce((select max(seq_id) from journey.mt_events), 0) - position
            + (select count(*) from journey.rules where not settled)
        from journey.progress
        """;

    public static async Task<IReadOnlyList<string>> Wait(NpgsqlDataSource database)
    {
        for (var waited = Stopwatch.StartNew(); await Number(database, Behind) > 0; await Task.Delay(50))
        {
            if (waited.Elapsed > HostUnderExam.Patience)
                return ["the projection does not reach the end of the log"];
        }

        var letters = await Number(database, "select count(*) from journey.wolverine_dead_letters");
        return letters == 0 ? [] : [$"{letters} dead letters"];
    }

    private static async Task<long> Number(NpgsqlDataSource database, string query)
    {
        await using var command = database.CreateCommand(query);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}
