using System.Globalization;
using JourneyEngine.Exam.Load;
using Npgsql;

namespace JourneyEngine.Exam.Oracles;

/// <summary>Acknowledged is stored; each once, with the content that was sent; nothing else is stored.</summary>
internal static class StoredItems
{
    private const string Interactions = """
        select stream_id, data->>'messageId', data->>'name', data->>'occurredAt' from journey.mt_events
        where tenant_id = 'demo' and type = 'interaction_recorded'
        """;

    public static async Task<IReadOnlyList<string>> Compare(NpgsqlDataSource database, Ledger ledger)
    {
        var (stored, twice, foreign, other) = (
            new HashSet<string>(),
            new List<string>(),
            new List<string>(),
            new List<string>()
        );
        await using var command = database.CreateCommand(Interactions);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var id = reader.GetString(1);
            if (!stored.Add(id))
                twice.Add(id);
            if (!ledger.Sent.TryGetValue(id, out var item) || ledger.IsErased(item.Visitor))
                foreign.Add(id);
            else if (!IsSame(item, reader))
                other.Add($"{id}: {reader.GetString(0)} {reader.GetString(2)} {reader.GetString(3)} for {item}");
        }

        var lost = ledger.Kept.Where(it => !stored.Contains(it.Id)).Select(it => it.Id).ToList();
        return
        [
            .. Verdict.Few("acknowledged and not stored", lost),
            .. Verdict.Few("stored twice", twice),
            .. Verdict.Few("stored, but never sent or erased", foreign),
            .. Verdict.Few("stored otherwise than sent", other),
        ];
    }

    private static bool IsSame(Item item, NpgsqlDataReader row) =>
        row.GetString(0) == $"visitor/{item.Visitor}"
        && row.GetString(2) == item.Name
        && DateTimeOffset.Parse(row.GetString(3), CultureInfo.InvariantCulture) == item.At;
}
