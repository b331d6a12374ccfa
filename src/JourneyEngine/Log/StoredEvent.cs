using System.Text.Json;
using Npgsql;

namespace JourneyEngine.Log;

/// <summary>A stored event, as the fold and replay read it.</summary>
/// <param name="Position">Number of the event in the whole log.</param>
/// <param name="Data">The fact as JSON, UTF-8.</param>
/// <param name="Version">Number of the event in its stream, from 1.</param>
public readonly record struct StoredEvent(
    long Position,
    string Site,
    string Stream,
    long Version,
    string Type,
    byte[] Data,
    DateTimeOffset At
)
{
    /// <summary>What to select of <c>journey.mt_events event</c>.</summary>
    public const string Columns =
        "event.seq_id, event.tenant_id, event.stream_id, event.version, event.type, event.data, event.timestamp";

    /// <summary>The pseudonym of the visitor whose stream it is in; null for configuration.</summary>
    public string? Visitor => StreamNames.PseudonymOf(Stream);

    /// <summary>When it occurred, UTC; when it was stored, where the fact does not say.</summary>
    public DateTimeOffset OccurredAt()
    {
        using var fact = JsonDocument.Parse(Data);
        return OccurredAt(fact.RootElement);
    }

    /// <param name="fact">What <see cref="Data"/> says, where it was read already.</param>
    public DateTimeOffset OccurredAt(JsonElement fact) =>
        fact.TryGetProperty("occurredAt", out var at) || fact.TryGetProperty("at", out at)
            ? at.GetDateTimeOffset()
            : At;

    /// <summary>When it was first received, UTC: what came from another log was received before it was stored here.</summary>
    public DateTimeOffset ReceivedAt()
    {
        using var fact = JsonDocument.Parse(Data);
        var isSaid =
            fact.RootElement.TryGetProperty("receivedAt", out var at) || fact.RootElement.TryGetProperty("at", out at);
        return isSaid && at.GetDateTimeOffset() is var received && received < At ? received : At;
    }

    public static StoredEvent Of(NpgsqlDataReader reader) =>
        new(
            reader.GetInt64(0),
            reader.GetString(1),
            reader.GetString(2),
            reader.GetInt64(3),
            reader.GetString(4),
            reader.GetFieldValue<byte[]>(5),
            reader.GetFieldValue<DateTimeOffset>(6)
        );
}
