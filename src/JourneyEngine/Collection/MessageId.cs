namespace JourneyEngine.Collection;

/// <summary>How a message is named.</summary>
/// <param name="Sent">As the client knows it; receipts say it.</param>
/// <param name="Stored">As it stands in the fact.</param>
internal sealed record MessageId(string Sent, string Stored)
{
    /// <summary>What makes the fact one of its kind.</summary>
    public string Key { get; init; } = Stored;

    /// <summary>Under what a host stored it before there were these keys; null if under the same.</summary>
    public string? Earlier { get; init; }

    /// <summary>Why it is a hash; null if it is none.</summary>
    public string? Hashed { get; init; }

    /// <summary>Of a message that had none.</summary>
    public static MessageId Own(string made) => new(made, made);
}
