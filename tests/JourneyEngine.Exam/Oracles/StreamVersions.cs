using Npgsql;

namespace JourneyEngine.Exam.Oracles;

/// <summary>The versions of a stream have no gap, and the stream knows its last one.</summary>
internal static class StreamVersions
{
    private const string Broken = """
        select s.id || ' says ' || s.version || ', has ' || count(e.version) || ' up to ' || coalesce(max(e.version), 0)
        from journey.mt_streams s
        left join journey.mt_events e on e.tenant_id = s.tenant_id and e.stream_id = s.id
        group by s.tenant_id, s.id, s.version
        having s.version <> coalesce(max(e.version), 0) or count(e.version) <> coalesce(max(e.version), 0)
        """;

    public static async Task<IReadOnlyList<string>> Compare(NpgsqlDataSource database)
    {
        var broken = new List<string>();
        await using var command = database.CreateCommand(Broken);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            broken.Add(reader.GetString(0));
        return Verdict.Few("streams with a wrong version", broken);
    }
}
