using JourneyEngine.Collection;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Http;
using JourneyEngine.Journeys.Persons;
using JourneyEngine.Sites;
using JourneyEngine.Vault;
using JourneyEngine.Vault.Addresses;

namespace JourneyEngine.Rights.Details;

/// <summary>The other side of the wall: takes the traits of an identify call into the vault, where they are declared
/// and agreed to.</summary>
/// <remarks>They come with a public key, so they are a claim: what the visitor told or took back on their own page
/// stays so, and what is signalled with them agrees to nothing that the visitor refused there.</remarks>
public sealed class TakeDetails(
    VaultAccess vault,
    AddressHashes hashes,
    ToldAddresses asking,
    SiteNotices notices,
    WarmPersons persons,
    KeyDerivation keys,
    TimeProvider clock
) : IDeclaredDetails
{
    public async Task<IReadOnlyDictionary<string, string?>> Take(
        string site,
        string visitor,
        IReadOnlyDictionary<string, string> traits,
        Choices? choices,
        int noticeVersion,
        DateTimeOffset occurredAt,
        CancellationToken cancellation
    )
    {
        var consents = await persons.Consents(site, visitor, cancellation);
        if (choices is not null)
            consents = consents.With(choices, occurredAt.ToUnixTimeMilliseconds());
        if (consents.Of(Purpose.Measure) == false)
            return traits.ToDictionary(it => it.Key, _ => (string?)"cannot be kept");
        var declared = (await notices.Of(site, cancellation)).Notice.Notice.Details.ToDictionary(
            it => it.Name,
            StringComparer.Ordinal
        );
        var answers = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (name, value) in traits)
            answers[name] = declared.TryGetValue(name, out var detail)
                ? await Put(site, visitor, detail, value, consents, cancellation)
                : "is not declared in the notice";
        return answers;
    }

    /// <returns>Why it is not taken; null if it is.</returns>
    private async Task<string?> Put(
        string site,
        string visitor,
        NoticeDetail detail,
        string value,
        System.Collections.Immutable.ImmutableArray<Consent> consents,
        CancellationToken cancellation
    )
    {
        var agreed = detail.Purposes.Where(it => consents.Of(it) == true).ToArray();
        if (agreed.Length == 0)
            return $"needs consent to one of: {string.Join(", ", detail.Purposes)}";
        var now = clock.GetUtcNow();
        var shape = Shapes.Find(detail.Shape) ?? DetailShape.Text;
        var (kept, wrong) = Shapes.Checked(shape, value, DateOnly.FromDateTime(now.UtcDateTime));
        if (kept is null)
            return wrong;
        var owner = new DataSubject(site, visitor, keys.SubjectHash(site, visitor));
        var told = new ToldValue(kept, hashes.Of(site, detail.Shape, kept));
        if (!await vault.Open().Claim(owner, new DeclaredField(detail.Name, shape), told, agreed, now, cancellation))
            return "cannot be kept";
        await asking.Ask(owner, detail.Name, told.Address, now, cancellation);
        return null;
    }
}
