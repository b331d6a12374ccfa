using JourneyEngine.Decisions.Measures;
using JourneyEngine.Decisions.Persons;
using JourneyEngine.Http;
using JourneyEngine.Journeys.Measuring;
using JourneyEngine.Journeys.Persons;
using JourneyEngine.Log;
using JourneyEngine.Log.Links;
using Npgsql;

namespace JourneyEngine.Journeys;

/// <summary>What was taken away of a visitor.</summary>
/// <param name="Facts">Facts of the visitor's stream.</param>
/// <param name="WasKnown">False where nothing at all was held.</param>
public sealed record ErasedJourney(long Facts, bool WasKnown);

/// <summary>Takes a visitor out of everything that the engine holds, in one transaction, and closes the door
/// behind.</summary>
/// <remarks>
/// The projection's place is locked first: nobody projects meanwhile, and the epoch tells whoever does next to forget
/// what was read before. Then the stream's row is taken, made where there was none: an append of the same visitor
/// either committed before, and is deleted with the rest, or waits, and finds the visitor closed.
/// </remarks>
public sealed class EraseJourney(
    NpgsqlDataSource database,
    KeyDerivation keys,
    RulesTable rulesTable,
    IReadOnlyList<Measure> measures,
    IEnumerable<EraseWith> also,
    WarmJourneys warm,
    TimeProvider clock
)
{
    private readonly RefoldAfterDeletion _journeys = new(rulesTable, new Generations(measures));

    public async Task<ErasedJourney> Run(string site, string visitor, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var subjectHash = keys.SubjectHash(site, visitor);
        await InterruptProjection.Run(connection, cancellation);
        await ClosedVisitors.Close(
            connection,
            site,
            subjectHash,
            ClosedVisitors.Erased,
            clock.GetUtcNow(),
            cancellation
        );
        var stream = new RewriteStream(connection, site, visitor);
        await stream.LockOrMake(cancellation);
        var links = await IdentityLinks.Of(connection, site, [visitor], [visitor], long.MaxValue, cancellation);
        string[] named =
        [
            .. links.SelectMany(it => (string[])[it.Device, it.User]).Where(it => it != visitor).Distinct(),
        ];
        var first = await FirstEvents.Of(connection, site, [visitor], cancellation);
        var person =
            first.ContainsKey(visitor) && !links.Exists(it => it.User == visitor)
                ? Person.Alone(visitor)
                : await PersonReader.Of(connection, site, visitor, vouched: false, cancellation);
        var facts = await stream.DeleteFacts(cancellation);
        await stream.DeleteStream(cancellation);
        var others =
            facts == 0
                ? []
                : await DecisionsThatSaw.Overwrite(
                    connection,
                    site,
                    first.TryGetValue(visitor, out var number) ? number : null,
                    named
                        .Union(person.Pseudonyms.Select(it => it.Id))
                        .Union(person.SharedDevices)
                        .Where(it => it != visitor),
                    cancellation
                );
        await LinkFacts.Forget(connection, site, visitor, person.UserIds.Append(visitor), cancellation);
        var wasKnown = await _journeys.Run(
            connection,
            site,
            visitor,
            named,
            _ => Task.FromResult<JourneyRow?>(null),
            cancellation,
            others
        );
        foreach (var erase in also)
            await erase(connection, site, visitor, subjectHash, cancellation);
        await transaction.CommitAsync(cancellation);
        warm.Invalidate(site, visitor, [.. named, .. others]);
        return new ErasedJourney(facts, wasKnown || facts > 0);
    }
}
