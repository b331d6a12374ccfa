using JourneyEngine.Contracts;
using JourneyEngine.Http;
using Npgsql;

namespace JourneyEngine.Collection.Quarantine;

/// <summary>An item that was set aside.</summary>
/// <param name="Mark">Of the visitor, and of the other pseudonym that the item links; see
/// <see cref="KeyDerivation.SubjectHash"/>.</param>
/// <param name="Item">What is needed to take it in later, as a call of Segment's API; absent where it is too large to
/// be kept.</param>
/// <param name="Vouched">Whether the site's server stood for the link of its two pseudonyms.</param>
/// <param name="Crowded">See <see cref="InteractionRecorded.Crowded"/>.</param>
public sealed record QuarantineRow(
    string MessageId,
    string Kind,
    string? Name,
    string Reason,
    DateTimeOffset ReceivedAt,
    byte[]? Mark = null,
    byte[]? AliasMark = null,
    string? Item = null,
    bool Vouched = false,
    bool Crowded = false
)
{
    private const int MarkLength = 64;

    /// <summary>The message's own id. Where another visitor's message with it is set aside, <see cref="MessageId"/> holds
    /// the mark of the visitor, too.</summary>
    public string OwnId =>
        MessageId.Length > MarkLength && MessageId[^(MarkLength + 1)] == '\n'
            ? MessageId[..^(MarkLength + 1)]
            : MessageId;

    internal static string IdBesideAnother(string messageId, byte[] mark) =>
        messageId + '\n' + Convert.ToHexStringLower(mark);

    internal const string Columns = "message_id, kind, name, reason, received_at, item, vouched, crowded";

    internal static QuarantineRow Of(NpgsqlDataReader reader) =>
        new(
            reader.GetString(0),
            reader.GetString(1),
            reader.IsDBNull(2) ? null : reader.GetString(2),
            reader.GetString(3),
            reader.GetFieldValue<DateTimeOffset>(4),
            Item: reader.IsDBNull(5) ? null : reader.GetString(5),
            Vouched: reader.GetBoolean(6),
            Crowded: reader.GetBoolean(7)
        );
}
