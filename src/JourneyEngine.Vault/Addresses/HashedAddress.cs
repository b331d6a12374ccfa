namespace JourneyEngine.Vault.Addresses;

/// <summary>How an address is known where it must not stand itself: by keyed hashes, 32 bytes each.</summary>
/// <param name="Exact">Of the address as it is written to.</param>
/// <param name="Mailbox">Of the mailbox it leads to: several addresses, such as <c>dana+news@example.org</c> and
/// <c>dana@example.org</c>, may lead to one.</param>
public sealed record HashedAddress(byte[] Exact, byte[] Mailbox);

/// <summary>What a visitor told, as it is kept.</summary>
/// <param name="Address">Null if it is no address.</param>
/// <param name="IsConfirmed">Whether the site stands for it that whoever has the address confirmed it.</param>
public sealed record ToldValue(string Text, HashedAddress? Address = null, bool IsConfirmed = false)
{
    // A record says all it holds: to logs, too.
    public override string ToString() => "told value";
}
