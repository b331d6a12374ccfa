using JourneyEngine.Decisions.Persons;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using JourneyEngine.Log.Appending;
using JourneyEngine.Privacy.Ledger;
using Npgsql;

namespace JourneyEngine.Privacy;

/// <summary>Forgets a visitor: the ledger before anything is deleted, so that a crash in the middle or a restore afterwards
/// cannot bring anything back.</summary>
/// <remarks>
/// Erasing a user id takes the devices that acted under it and under no other; erasing a device takes that device. No
/// erasure ever reaches another user id, unless the site's server said that both are the same person's.
/// </remarks>
public sealed class EraseVisitor(
    NpgsqlDataSource database,
    ErasureLedger ledger,
    EraseJourney remove,
    KeyDerivation keys,
    TimeProvider clock
)
{
    /// <param name="alongWithLinked">Whether the devices of a user id go too: a site may ask that, a visitor's own page
    /// may not.</param>
    /// <param name="details">Destroys what lies apart from the engine's own data, by subject hash; before the engine's
    /// own is deleted.</param>
    public async Task<Erasure> Run(
        string site,
        string visitor,
        bool alongWithLinked,
        Func<byte[], Task> details,
        CancellationToken cancellation
    )
    {
        var erasure = new Erasure(Guid.CreateVersion7(clock.GetUtcNow()), site, [], 0, false, clock.GetUtcNow());
        await Shut(erasure, visitor, cancellation);
        // From here on it is done to the end, whether the caller waits or not.
        var pseudonyms = alongWithLinked ? await Whole(site, visitor, CancellationToken.None) : [visitor];
        // The named one last: its links are needed to find the others again, if this is cut off.
        await ledger.Write([.. pseudonyms.Reverse().Select(it => Entry(erasure, it))], CancellationToken.None);
        foreach (var pseudonym in pseudonyms.Reverse())
        {
            var subjectHash = keys.SubjectHash(site, pseudonym);
            await details(subjectHash);
            var removed = await remove.Run(site, pseudonym, CancellationToken.None);
            erasure = erasure with
            {
                SubjectHashes = [subjectHash, .. erasure.SubjectHashes],
                Facts = erasure.Facts + removed.Facts,
                WasKnown = erasure.WasKnown || removed.WasKnown,
            };
        }

        return erasure;
    }

    /// <summary>What <see cref="Run"/> would take; nothing is changed.</summary>
    public async Task<ErasureScope> Scope(
        string site,
        string visitor,
        bool alongWithLinked,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var person = await PersonReader.Of(connection, site, visitor, vouched: false, cancellation);
        var parts = new List<ErasureScope.Part>();
        foreach (var id in alongWithLinked ? Taken(person, visitor) : [visitor])
            parts.Add(
                new(
                    id,
                    person.Pseudonyms.Any(it => it.Id == id && it.Vouched),
                    await EventCounts.OfVisitor(connection, site, id, cancellation)
                )
            );
        return new ErasureScope(parts, person.IsUser(visitor) ? [.. person.SharedDevices] : []);
    }

    /// <summary>Closes the door, and waits for those who may have passed it just before: no link to the visitor is
    /// acknowledged any more that is not found.</summary>
    private async Task Shut(Erasure erasure, string visitor, CancellationToken cancellation)
    {
        var entry = Entry(erasure, visitor);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await CloseForErasure.Run(connection, entry.Site, entry.SubjectHash, entry.At);
    }

    /// <returns>The visitor first.</returns>
    private async Task<IReadOnlyList<string>> Whole(string site, string visitor, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return Taken(await PersonReader.Of(connection, site, visitor, vouched: false, cancellation), visitor);
    }

    /// <remarks>An alias call with a key that is in pages may name any two ids, so nobody is erased by its
    /// word.</remarks>
    private static string[] Taken(Person person, string visitor) =>
        person.IsUser(visitor)
            ? [visitor, .. person.Pseudonyms.Where(it => !it.Aliased && it.Id != visitor).Select(it => it.Id)]
            : [visitor];

    private ErasureEntry Entry(Erasure erasure, string pseudonym) =>
        new(erasure.Id, erasure.Site, keys.SubjectHash(erasure.Site, pseudonym), erasure.At);
}
