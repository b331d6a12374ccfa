using Npgsql;
using Weasel.Postgresql.Tables;

namespace JourneyEngine.Log.Appending;

/// <summary>Ids of facts that several visitors have asked for: whoever holds one, the others are stored under ids of
/// their own.</summary>
/// <remarks>Kept for when the holder is erased: a retry by another would find the id free, and be stored twice.</remarks>
internal static class MessageIdClashes
{
    /// <summary>Where all that came under an id is gone, so may it: <c>at</c> is when it was asked for by another visitor
    /// last, to the day.</summary>
    public const string Table = "journey.message_id_clashes";

    internal static Table Definition()
    {
        var table = LogModule.NewTable("message_id_clashes");
        table.AddColumn("id", "uuid").NotNull().AsPrimaryKey();
        table.AddColumn("at", "timestamptz").NotNull().DefaultValueByExpression("now()");
        return table;
    }

    /// <remarks>Before anything is stored under another id: one recorded too many costs a look-up, one missing
    /// stores a message twice.</remarks>
    public static async Task Record(NpgsqlDataSource database, Guid[] ids)
    {
        await using var command = database.CreateCommand(
            """
            insert into journey.message_id_clashes as known (id) select distinct unnest($1) order by 1
            on conflict (id) do update set at = now() where known.at < now() - interval '1 day'
            """
        );
        command.Parameters.Add(new() { Value = ids });
        await command.ExecuteNonQueryAsync();
    }
}
