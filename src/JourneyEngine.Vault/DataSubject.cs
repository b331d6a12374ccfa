namespace JourneyEngine.Vault;

/// <summary>Whose details they are.</summary>
/// <param name="Visitor">The pseudonym; the vault keeps it sealed only.</param>
/// <param name="Mark">How the visitor is named in the vault's tables: a keyed hash, 32 bytes.</param>
public sealed record DataSubject(string Site, string Visitor, byte[] Mark)
{
    // A record says all it holds: to logs, too.
    public override string ToString() => "owner of details";
}

/// <summary>A detail that a visitor told.</summary>
/// <param name="Purposes">What it may be used for.</param>
/// <param name="Since">When it was told first.</param>
/// <param name="Uses">How often it was used.</param>
public sealed record DeclaredDetail(
    string Field,
    string Value,
    string[] Purposes,
    DateTimeOffset Since,
    DateTimeOffset ChangedAt,
    long Uses,
    DateTimeOffset? LastUsedAt
)
{
    /// <summary>Null if it is no address, or nobody confirmed it.</summary>
    public DateTimeOffset? ConfirmedAt { get; init; }

    public override string ToString() => $"detail {Field}";
}

/// <summary>A detail opened for a use.</summary>
public sealed record UsedDetail(string Visitor, string Value)
{
    public override string ToString() => "opened detail";
}
