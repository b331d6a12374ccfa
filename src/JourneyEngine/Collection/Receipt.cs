using System.Text.Json;
using System.Text.Json.Serialization;
using JourneyEngine.Log.Appending;

namespace JourneyEngine.Collection;

/// <summary>What became of an item.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReceiptStatus>))]
public enum ReceiptStatus
{
    /// <summary>Committed.</summary>
    [JsonStringEnumMemberName("accepted")]
    Accepted,

    /// <summary>The same message was stored before.</summary>
    [JsonStringEnumMemberName("duplicate")]
    Duplicate,

    /// <summary>Another message was stored before under this id; the first holds.</summary>
    [JsonStringEnumMemberName("conflict")]
    Conflict,

    /// <summary>Set aside: the site does not collect this kind, or not yet.</summary>
    [JsonStringEnumMemberName("quarantined")]
    Quarantined,

    /// <summary>Not stored; it never can be.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused,
}

/// <param name="MessageId">The client's id, or the one that was made for an item without.</param>
/// <param name="Reason">Why an item is not stored, or what there is to know of one that is: what was cut, what is stored
/// in another form than it was sent in, which properties were dropped and why.</param>
/// <param name="Dropped">How many properties were not kept, because the notice does not declare them, or not so; absent
/// where there is none.</param>
/// <param name="Shared">True where it links a device that several persons used: the device joins none of
/// them.</param>
public sealed record Receipt(
    string MessageId,
    ReceiptStatus Status,
    string? Reason = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Dropped = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Shared = false
)
{
    /// <param name="told">What there is to know of an item that is stored.</param>
    internal static Receipt Of(string messageId, AppendOutcome outcome, int dropped = 0, string? told = null) =>
        outcome switch
        {
            AppendOutcome.Accepted => new(messageId, ReceiptStatus.Accepted, told, dropped),
            AppendOutcome.Duplicate => new(messageId, ReceiptStatus.Duplicate, told, dropped),
            AppendOutcome.Conflict => new(messageId, ReceiptStatus.Conflict, told, dropped),
            _ => new(messageId, ReceiptStatus.Refused, "nothing is collected of this visitor"),
        };
}

/// <summary>A receipt for each item of the request, in order.</summary>
public sealed record Collected(bool Success, IReadOnlyList<Receipt> Receipts);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Collected))]
internal sealed partial class ReceiptJson : JsonSerializerContext;
