using Npgsql;

namespace JourneyEngine.Replay.Rebuilding;

/// <summary>Who may do what with a table.</summary>
internal static class TableGrants
{
    /// <returns>Statements that give the same on another table.</returns>
    public static async Task<List<string>> Read(
        NpgsqlConnection connection,
        string table,
        string other,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            """
            select format('grant %s on %s to %s%s', privilege_type, $2, case grantee when 0 then 'public' else quote_ident(pg_get_userbyid(grantee)) end,
                case when is_grantable then ' with grant option' else '' end)
            from pg_class, aclexplode(relacl) where oid = $1::regclass and grantee <> relowner
            """,
            connection
        );
        command.Parameters.Add(new() { Value = table });
        command.Parameters.Add(new() { Value = other });
        var grants = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            grants.Add(reader.GetString(0));
        return grants;
    }
}
