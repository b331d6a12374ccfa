using JourneyEngine.Http;
using JourneyEngine.Journeys;

namespace JourneyEngine.Privacy;

/// <summary>What the engine did to forget a visitor.</summary>
/// <param name="Marks">Of the visitor and of every pseudonym that was erased along.</param>
/// <param name="Facts">How many facts were held.</param>
public sealed record Erasure(
    Guid Id,
    string Site,
    IReadOnlyList<byte[]> Marks,
    long Facts,
    bool WasKnown,
    DateTimeOffset At
);

/// <summary>Forgets a visitor: the ledger first, so that a crash in the middle or a restore afterwards cannot bring
/// anything back.</summary>
public sealed class EraseVisitor(
    ErasureLedger ledger,
    EraseJourney remove,
    LinkedPseudonyms linked,
    KeyDerivation keyring,
    TimeProvider clock
)
{
    /// <param name="alongWithLinked">Whether other pseudonyms that the site linked to this one go too: a site may ask
    /// that, a visitor's own page may not.</param>
    /// <param name="details">Destroys what lies apart from the engine's own data, for each mark; before the engine's
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
        foreach (var pseudonym in alongWithLinked ? await linked.Of(site, visitor, cancellation) : [visitor])
        {
            var mark = keyring.SubjectHash(site, pseudonym);
            await ledger.Write(new ErasureEntry(erasure.Id, site, mark, erasure.At), cancellation);
            // From here on it is done to the end, whether the caller waits or not.
            await details(mark);
            var removed = await remove.Run(site, pseudonym, CancellationToken.None);
            erasure = erasure with
            {
                Marks = [.. erasure.Marks, mark],
                Facts = erasure.Facts + removed.Facts,
                WasKnown = erasure.WasKnown || removed.WasKnown,
            };
        }

        return erasure;
    }
}
