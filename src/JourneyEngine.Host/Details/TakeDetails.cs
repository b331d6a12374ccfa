using JourneyEngine.Collection;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Store;
using JourneyEngine.Vault;

namespace JourneyEngine.Host.Details;

/// <summary>What identify calls tell: declared, of its shape and consented to, or it is kept nowhere.</summary>
internal sealed class TakeDetails(VaultDoor vault, Notices notices, WarmJourneys journeys, Keyring keyring) : IDeclaredDetails
{
    private const string NotNow = "cannot be kept now";

    public async Task<IReadOnlyDictionary<string, string?>> Take(
        string site, string visitor, IReadOnlyDictionary<string, string> traits, Choices? choices, int noticeVersion, DateTimeOffset receivedAt,
        CancellationToken cancellation)
    {
        var declared = (await notices.Of(site, cancellation)).Notice.Notice.Details;
        var consents = (await journeys.Read(site, visitor, cancellation)).Journey.Consents;
        var today = DateOnly.FromDateTime(receivedAt.UtcDateTime);
        var answers = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (name, text) in traits)
        {
            var judged = JudgeDetail.Of(Array.Find(declared, it => it.Name == name), text, purpose => choices.Of(purpose) ?? consents.Of(purpose), today);
            answers[name] = judged.Wrong ?? await Kept(new Owner(site, visitor, keyring.Mark(site, visitor)), judged, receivedAt, cancellation);
        }

        return answers;
    }

    /// <returns>Nothing where it is kept, otherwise why not.</returns>
    private async Task<string?> Kept(Owner owner, JudgeDetail judged, DateTimeOffset at, CancellationToken cancellation)
    {
        try
        {
            return await vault.Open().Put(owner, judged.Field!, judged.Value!, judged.Purposes, at, cancellation) ? null : NotNow;
        }
        catch (VaultUnavailableException)
        {
            return NotNow;
        }
    }
}
