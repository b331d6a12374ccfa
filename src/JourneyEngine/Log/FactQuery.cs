using Npgsql;

namespace JourneyEngine.Log;

/// <summary>Runs statements that answer with facts.</summary>
internal static class FactQuery
{
    public static async Task<List<T>> Run<T>(
        NpgsqlConnection connection,
        string statement,
        object[] values,
        CancellationToken cancellation,
        int column = 0
    )
    {
        await using var command = Command(connection, statement, values);
        var facts = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            facts.Add(FactJson.Read<T>(reader.GetFieldValue<byte[]>(column)));
        return facts;
    }

    public static NpgsqlCommand Command(NpgsqlConnection connection, string statement, object[] values)
    {
        var command = new NpgsqlCommand(statement, connection);
        foreach (var value in values)
            command.Parameters.Add(value as NpgsqlParameter ?? new() { Value = value });
        return command;
    }
}
