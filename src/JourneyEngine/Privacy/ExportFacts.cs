using System.Text.Json.Nodes;
using JourneyEngine.Decisions.Persons;
using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Privacy;

/// <summary>A visitor's facts, over all devices, as they are stored, for taking along.</summary>
public sealed class ExportFacts(NpgsqlDataSource database)
{
    /// <summary>A fact as a line of a table.</summary>
    public sealed record Row(DateTimeOffset? At, string What, string? Name, string? Value, string? More);

    /// <returns>CloudEvents 1.0, in the order in which they were stored.</returns>
    public async Task<IReadOnlyList<JsonObject>> Of(string site, Person person, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return
        [
            .. (await Streams.Read(connection, site, person, cancellation)).Select(it =>
                StoredCloudEvent.Of(it, it.Visitor!)
            ),
        ];
    }

    public static Row RowOf(JsonObject cloudEvent)
    {
        var data = cloudEvent["data"]!;
        return new Row(
            DateTimeOffset.TryParse(
                (string?)cloudEvent["time"],
                System.Globalization.CultureInfo.InvariantCulture,
                out var at
            )
                ? at
                : null,
            ((string?)cloudEvent["type"])!["journey.".Length..],
            (string?)data["name"] ?? (string?)data["slot"],
            (string?)data["path"] ?? (string?)data["content"],
            data.ToJsonString()
        );
    }
}
