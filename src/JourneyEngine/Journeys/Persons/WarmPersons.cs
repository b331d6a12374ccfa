using BitFaster.Caching.Lru;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Persons;
using JourneyEngine.Log.Links;
using Npgsql;

namespace JourneyEngine.Journeys.Persons;

/// <summary>Persons who are there now, by what the site's server stands for, so that a decision needs no query. Kept
/// only while no other host is there.</summary>
public sealed class WarmPersons
{
    private const int Most = 20_000;

    private readonly ConcurrentLru<(string Site, string Visitor), (Person Person, long ReadAt)> _known = new(Most);
    private readonly ConcurrentLru<(string Site, string Visitor), Merged> _merged = new(Most);
    private readonly NpgsqlDataSource _database;
    private readonly WarmJourneys _journeys;
    private long _changes;

    /// <param name="Parts">What it is merged of: while each is the same object, so is the journey.</param>
    private sealed record Merged(CurrentJourney[] Parts, CurrentJourney Journey);

    public WarmPersons(NpgsqlDataSource database, WarmJourneys journeys)
    {
        (_database, _journeys) = (database, journeys);
        journeys.Linked += Linked;
        journeys.Relinked += Clear;
    }

    /// <returns>The journey of whom a pseudonym belongs to, where the person agreed to be recognised; else its own, for
    /// which what the person refused elsewhere is refused. The same object as before where nothing was added since.</returns>
    public async ValueTask<(Person Person, CurrentJourney Journey)> Read(
        string site,
        string visitor,
        CancellationToken cancellation
    )
    {
        var own = await _journeys.Read(site, visitor, cancellation);
        if (
            !own.IsLinked
            || await Of(site, visitor, cancellation)
                is not { Pseudonyms.Length: > 1 and <= Recognition.MostPseudonyms } person
        )
            return (Person.Alone(visitor), own);
        var parts = new CurrentJourney[person.Pseudonyms.Length];
        for (var i = 0; i < parts.Length; i++)
            parts[i] =
                person.Pseudonyms[i].Id == visitor
                    ? own
                    : await _journeys.Read(site, person.Pseudonyms[i].Id, cancellation);
        if (
            _merged.TryGet((site, visitor), out var before)
            && before.Parts.AsSpan().SequenceEqual(parts, ReferenceEqualityComparer.Instance)
        )
            return (person, before.Journey);
        var merged = await Merge(site, own, person, parts, cancellation);
        _merged.AddOrUpdate((site, visitor), new Merged(parts, merged));
        return (person, merged);
    }

    private async Task<CurrentJourney> Merge(
        string site,
        CurrentJourney own,
        Person person,
        CurrentJourney[] parts,
        CancellationToken cancellation
    )
    {
        var all = CurrentJourney.Merge(parts).Journey;
        if (own.Rules.Recognise == Recognise.Off || !Recognition.IsAgreed(all.Consents))
            return own with { Journey = own.Journey with { Consents = own.Journey.Consents.RefusedAs(all.Consents) } };
        await using var connection = await _database.OpenConnectionAsync(cancellation);
        var begun = await FirstBegun.Of(connection, site, [.. person.Pseudonyms.Select(it => it.Id)], cancellation);
        var read = person
            .Pseudonyms.Zip(parts)
            .Where(it => it.Second.Version > 0 && begun.ContainsKey(it.First.Id))
            .OrderBy(it => begun[it.First.Id])
            .ToArray();
        return own with
        {
            Journey = all,
            Streams = [.. read.Select(it => new StreamRead(begun[it.First.Id], it.Second.Version))],
            Subject = read.Length == 0 ? null : read[0].First.Id,
        };
    }

    private async ValueTask<Person> Of(string site, string visitor, CancellationToken cancellation)
    {
        if (
            _journeys.IsKept
            && _known.TryGet((site, visitor), out var known)
            && Environment.TickCount64 - known.ReadAt < _journeys.Longest.TotalMilliseconds
        )
            return known.Person;
        var (changes, readAt) = (Volatile.Read(ref _changes), Environment.TickCount64);
        await using var connection = await _database.OpenConnectionAsync(cancellation);
        var person = await PersonReader.Of(connection, site, visitor, vouched: true, cancellation);
        if (!_journeys.IsKept || Volatile.Read(ref _changes) != changes)
            return person;
        foreach (var it in person.Pseudonyms)
            _known.AddOrUpdate((site, it.Id), (person, readAt));
        return person;
    }

    /// <summary>Whoever was one person with a pseudonym may be no more.</summary>
    private void Linked(string site, string visitor)
    {
        Interlocked.Increment(ref _changes);
        if (!_known.TryGet((site, visitor), out var known))
            return;
        foreach (var it in known.Person.Pseudonyms)
            _known.TryRemove((site, it.Id));
    }

    private void Clear()
    {
        Interlocked.Increment(ref _changes);
        _known.Clear();
        _merged.Clear();
    }
}
