using Npgsql;

namespace JourneyEngine.Log.Appending;

/// <summary>Finds facts that were stored before, by the ids of those that are sent.</summary>
internal static class StoredBefore
{
    /// <remarks>
    /// Where an answer was lost after the commit, the next attempt finds the very bytes of the first: those count as
    /// stored by us. Where none was lost they are of somebody else, received within the same millisecond.
    /// </remarks>
    public static async Task<Dictionary<Guid, (NewFact Fact, bool ByUs)>> Find(
        NpgsqlDataSource database,
        FactRow[] rows,
        bool answerLost
    )
    {
        var found = new Dictionary<Guid, (NewFact, bool)>();
        if (rows.Length == 0)
            return found;
        await using var command = database.CreateCommand(
            "select event.id, stream_id, type, data, stream_id = sent.stream and data = sent.body"
                + " from journey.mt_events event join unnest($1, $2, $3) sent (id, stream, body) using (id)"
        );
        command.Parameters.Add(new() { Value = rows.Select(row => row.Id).ToArray() });
        command.Parameters.Add(new() { Value = rows.Select(row => row.Stream).ToArray() });
        command.Parameters.Add(
            new()
            {
                Value = rows.Select(row => row.Data).ToArray(),
                NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Jsonb,
            }
        );
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            found[reader.GetGuid(0)] = (Fact(reader), answerLost && reader.GetBoolean(4));
        }

        return found;
    }

    public static async Task<Dictionary<Guid, NewFact>> Find(NpgsqlDataSource database, Guid[] ids)
    {
        var found = new Dictionary<Guid, NewFact>();
        await using var command = database.CreateCommand(
            "select event.id, stream_id, type, data from journey.mt_events event where id = any($1)"
        );
        command.Parameters.Add(new() { Value = ids });
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            found[reader.GetGuid(0)] = Fact(reader);
        return found;
    }

    private static NewFact Fact(NpgsqlDataReader reader) =>
        new(
            StreamNames.PseudonymOf(reader.GetString(1)) ?? "",
            "",
            FactJson.Read(reader.GetString(2), reader.GetFieldValue<byte[]>(3))
        );
}
