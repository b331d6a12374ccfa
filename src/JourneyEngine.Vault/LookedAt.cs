namespace JourneyEngine.Vault;

/// <summary>A detail that was looked at, to see whether it is time to use it.</summary>
/// <param name="Fields">All that the visitor told for the same purpose, without an address that is not confirmed.</param>
public sealed record LookedAt(byte[] Mark, string[] Fields, DateTimeOffset Since, string Value)
{
    public override string ToString() => "detail looked at";
}
