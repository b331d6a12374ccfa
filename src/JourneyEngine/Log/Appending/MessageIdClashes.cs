using Npgsql;
using Weasel.Postgresql.Tables;

namespace JourneyEngine.Log.Appending;

/// <summary>Ids of facts that several visitors have asked for: whoever holds one, the others are stored under ids of
/// their own.</summary>
/// <remarks>Kept for when the holder is erased: a retry by another would find the id free, and be stored twice.</remarks>
internal static class MessageIdClashes
{
    internal static Table Definition()
    {
        var table = LogModule.NewTable("message_id_clashes");
        table.AddColumn("id", "uuid").NotNull().AsPrimaryKey();
        return table;
    }

    /// <remarks>Before anything is stored under another id: one recorded too many costs a look-up, one missing
    /// stores a message twice.</remarks>
    public static async Task Record(NpgsqlDataSource database, Guid[] ids)
    {
        await using var command = database.CreateCommand(
            "insert into journey.message_id_clashes (id) select distinct unnest($1) order by 1 on conflict do nothing"
        );
        command.Parameters.Add(new() { Value = ids });
        await command.ExecuteNonQueryAsync();
    }
}
