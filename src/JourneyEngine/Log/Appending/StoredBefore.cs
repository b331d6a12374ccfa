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
            var fact = new NewFact(
                StreamNames.PseudonymOf(reader.GetString(1)) ?? "",
                "",
                FactJson.Read(reader.GetString(2), reader.GetFieldValue<byte[]>(3))
            );
            found[reader.GetGuid(0)] = (fact, answerLost && reader.GetBoolean(4));
        }

        return found;
    }
}
