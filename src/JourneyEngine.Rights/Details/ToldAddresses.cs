using System.Threading.Channels;
using JourneyEngine.Vault;
using JourneyEngine.Vault.Addresses;

namespace JourneyEngine.Rights.Details;

/// <summary>Sees that whoever has an address that was just told is asked whether it is theirs.</summary>
/// <remarks>The question is granted in the vault, where the next look finds it; what is passed on here only makes it
/// quick.</remarks>
public sealed class ToldAddresses(VaultAccess vault)
{
    private const int MostWaiting = 1_000;

    private readonly Channel<Grant> _granted = Channel.CreateBounded<Grant>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    /// <summary>The questions that are to be queued, as they come.</summary>
    public IAsyncEnumerable<Grant> Granted(CancellationToken cancellation) =>
        _granted.Reader.ReadAllAsync(cancellation);

    /// <summary>After a detail was told: asks, if it is an address that is not confirmed.</summary>
    public async Task Ask(
        DataSubject owner,
        string field,
        HashedAddress? address,
        DateTimeOffset at,
        CancellationToken cancellation
    )
    {
        if (
            address is not null
            && await vault.Open().Confirmations.Ask(owner.Site, owner.Mark, field, address, at, cancellation)
                is { } question
        )
            _granted.Writer.TryWrite(question);
    }
}
