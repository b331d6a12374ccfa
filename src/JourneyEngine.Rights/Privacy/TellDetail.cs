using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Http;
using JourneyEngine.Journeys.Persons;
using JourneyEngine.Privacy;
using JourneyEngine.Rights.Details;
using JourneyEngine.Sites;
using JourneyEngine.Vault;
using JourneyEngine.Vault.Addresses;

namespace JourneyEngine.Rights.Privacy;

/// <summary>What visitors tell of themselves: each detail optional, declared in the notice, for purposes that the
/// visitor agreed to, and in the vault alone.</summary>
public sealed class TellDetail(
    VaultAccess vault,
    AddressHashes hashes,
    ToldAddresses asking,
    KnownVisitors known,
    SiteNotices notices,
    WarmPersons persons,
    KeyDerivation keys,
    AuditLog audit,
    TimeProvider clock
)
{
    /// <summary>Every detail that the notice declares, told or not, and what was told under an older one.</summary>
    /// <exception cref="VaultUnavailableException">The vault cannot be reached.</exception>
    public async Task<IReadOnlyList<Told>> All(Caller caller, CancellationToken cancellation)
    {
        var declared = (await notices.Of(caller.Site, cancellation)).Notice.Notice.Details;
        if (declared.Length == 0 && !vault.IsConfigured)
            return [];
        var held = new Dictionary<string, DeclaredDetail>();
        foreach (var owner in await Owners(caller, cancellation))
        {
            foreach (var detail in await vault.Open().Read(owner, cancellation))
                held.TryAdd(detail.Field, detail);
        }

        return
        [
            .. declared
                .Concat(
                    held.Keys.Except(declared.Select(it => it.Name))
                        .Select(it => new NoticeDetail(it, "text", [], new Dictionary<string, string>()))
                )
                .Select(it => Told.Of(it, held.GetValueOrDefault(it.Name))),
        ];
    }

    /// <returns>Null if the vault cannot be reached now.</returns>
    public async Task<IReadOnlyList<Told>?> IfReachable(Caller caller, CancellationToken cancellation)
    {
        try
        {
            return await All(caller, cancellation);
        }
        catch (VaultUnavailableException)
        {
            return null;
        }
    }

    /// <exception cref="UnacceptableException">404 where the notice declares no such detail, 409 without consent to any
    /// of its purposes, 422 where it is not of its shape.</exception>
    /// <exception cref="VaultUnavailableException">The vault cannot be reached; nothing is stored.</exception>
    /// <param name="isConfirmed">Whether the site stands for it that whoever has the address confirmed it.</param>
    public async Task Put(
        Caller caller,
        string name,
        string? value,
        CancellationToken cancellation,
        bool isConfirmed = false
    )
    {
        if (isConfirmed && caller.IsVisitor)
            throw new UnacceptableException(
                "An address is confirmed by the link that is sent to it, or by the site's admin key.",
                StatusCodes.Status403Forbidden
            );
        var declared =
            Array.Find((await notices.Of(caller.Site, cancellation)).Notice.Notice.Details, it => it.Name == name)
            ?? throw new UnacceptableException(
                "The site's notice declares no such detail.",
                StatusCodes.Status404NotFound
            );
        var now = clock.GetUtcNow();
        var (kept, wrong) = Shapes.Checked(
            Shapes.Find(declared.Shape) ?? DetailShape.Text,
            value,
            DateOnly.FromDateTime(now.UtcDateTime)
        );
        if (kept is null)
            throw new UnacceptableException($"'{name}' {wrong}.");
        var consents = await persons.Consents(caller.Site, caller.Visitor, cancellation);
        var agreed = declared.Purposes.Where(it => consents.Of(it) == true).ToArray();
        if (agreed.Length == 0)
            throw new UnacceptableException(
                $"'{name}' is kept only with consent to one of: {string.Join(", ", declared.Purposes)}.",
                StatusCodes.Status409Conflict
            );
        var (owner, address) = (OwnerOf(caller), hashes.Of(caller.Site, declared.Shape, kept));
        await audit.Note(
            caller.Site,
            caller.Visitor,
            caller.Actor,
            (isConfirmed ? "tell confirmed " : "tell ") + name,
            cancellation
        );
        if (
            !await vault
                .Open()
                .Put(
                    owner,
                    new DeclaredField(name, Shapes.Find(declared.Shape) ?? DetailShape.Text),
                    new ToldValue(kept, address, isConfirmed),
                    agreed,
                    now,
                    cancellation
                )
        )
            throw Access.Nobody();
        await asking.Ask(owner, name, address, now, cancellation);
    }

    public async Task Remove(Caller caller, string name, CancellationToken cancellation)
    {
        await audit.Note(
            caller.Site,
            caller.Visitor,
            caller.Actor,
            "remove " + name[..Math.Min(name.Length, 64)],
            cancellation
        );
        var (owners, had) = ((await Owners(caller, cancellation)).ToArray(), false);
        foreach (var owner in owners)
            had |= await vault.Open().Remove(owner.Site, owner.Mark, name, clock.GetUtcNow(), cancellation);
        // What was taken back on one device does not come back from another.
        foreach (var owner in had ? owners : [])
            await vault.Open().Remove(owner.Site, owner.Mark, name, clock.GetUtcNow(), cancellation, always: true);
    }

    /// <summary>After consent was withdrawn: what was told for it may not be used for it any more.</summary>
    public async Task Withdraw(Caller caller, IEnumerable<string> purposes, CancellationToken cancellation)
    {
        if (!vault.IsConfigured)
            return;
        foreach (var purpose in purposes)
            await vault
                .Open()
                .Withdraw(caller.Site, keys.SubjectHash(caller.Site, caller.Visitor), purpose, cancellation);
    }

    /// <summary>Each of the person's pseudonyms may have told some; the one that is named first.</summary>
    private async Task<IEnumerable<DataSubject>> Owners(Caller caller, CancellationToken cancellation) =>
        (await known.Person(caller, cancellation))
            .Pseudonyms.OrderBy(it => it.Id != caller.Visitor)
            .Select(it => OwnerOf(caller with { Visitor = it.Id }));

    private DataSubject OwnerOf(Caller caller) =>
        new(caller.Site, caller.Visitor, keys.SubjectHash(caller.Site, caller.Visitor));
}
