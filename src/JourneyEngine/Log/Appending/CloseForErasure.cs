using Npgsql;

namespace JourneyEngine.Log.Appending;

/// <summary>Closes a visitor before what is held of them is looked for.</summary>
internal static class CloseForErasure
{
    private const int MostWaits = 400;

    /// <summary>An append takes milliseconds: a transaction that lasts longer than all waits together is not one.</summary>
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(5);

    /// <summary>Closes a visitor who is to be erased, and returns once nobody appends any more who had looked before.</summary>
    public static async Task Run(NpgsqlConnection connection, string site, byte[] subjectHash, DateTimeOffset at)
    {
        await ClosedVisitors.Close(connection, site, subjectHash, ClosedVisitors.Erasing, at, CancellationToken.None);
        await using var begun = new NpgsqlCommand("select pg_current_xact_id()::text", connection);
        var after = (string)(await begun.ExecuteScalarAsync())!;
        await using var over = new NpgsqlCommand(
            "select pg_snapshot_xmin(pg_current_snapshot()) > $1::xid8",
            connection
        );
        over.Parameters.Add(new() { Value = after, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        for (var waited = 0; waited < MostWaits && !(bool)(await over.ExecuteScalarAsync())!; waited++)
            await Task.Delay(Wait);
    }
}
