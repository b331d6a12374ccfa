using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Collection.History;

/// <summary>Who is shut out, beside what facts of another log say of them; see <see cref="ClosedVisitors"/>.</summary>
internal static class ReturningVisitors
{
    /// <summary>Who is shut out already is so by the stricter of both, since the later.</summary>
    public static async Task Close(NpgsqlConnection connection, string site, byte[] mark, string why, DateTimeOffset at)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into journey.closed (site, mark, why, at) values ($1, $2, $3, $4)
            on conflict (site, mark) do update set
                why = case closed.why when 'objected' then closed.why else excluded.why end,
                at = greatest(closed.at, excluded.at)
            where closed.why in ('objected', 'signalled')
            """,
            connection
        );
        foreach (var value in new object[] { site, mark, why, at })
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Lets a visitor in again who had refused, where consent was given later.</summary>
    /// <param name="granted">When it was given, by whatever word.</param>
    /// <param name="chosen">When it was given by a word that is no signal.</param>
    /// <returns>Why and since when the visitor was shut out; null if they are as before, or were not.</returns>
    public static async Task<(string Why, DateTimeOffset At)?> Reopen(
        NpgsqlConnection connection,
        string site,
        byte[] mark,
        DateTimeOffset granted,
        DateTimeOffset chosen
    )
    {
        await using var command = new NpgsqlCommand(
            "delete from journey.closed where site = $1 and mark = $2 and "
                + "(why = 'signalled' and at < $3 or why = 'objected' and at < $4) returning why, at",
            connection
        );
        foreach (var value in new object[] { site, mark, granted, chosen })
            command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync()
            ? (reader.GetString(0), await reader.GetFieldValueAsync<DateTimeOffset>(1))
            : null;
    }
}
