using System.Collections.Immutable;
using BitFaster.Caching.Lru;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Persons;
using Npgsql;

namespace JourneyEngine.Journeys.Persons;

/// <summary>Persons who are there now, by what the site's server stands for, so that a decision needs no query. Kept
/// only while no other host is there.</summary>
public sealed class WarmPersons
{
    private const int Most = 20_000;

    private readonly ConcurrentLru<(string Site, string Visitor), CachedPerson> _known = new(Most);
    private readonly ConcurrentLru<(string Site, string Visitor), CachedJourney> _merged = new(Most);
    private readonly NpgsqlDataSource _database;
    private readonly WarmJourneys _journeys;
    private readonly ReadBatcher<(string Site, string Visitor), Person> _reads;
    private readonly long[] _changes = new long[4096];
    private long _allChanges;
    private long _cleared;

    /// <param name="Stamp">See <see cref="WarmPersons.Stamp"/>.</param>
    private sealed record CachedPerson(Person Person, long ReadAt, long Stamp);

    /// <param name="Parts">What it is merged of: while each is the same object, so is the journey.</param>
    private sealed record CachedJourney(CurrentJourney[] Parts, CurrentJourney Journey);

    public WarmPersons(NpgsqlDataSource database, WarmJourneys journeys, PersonReader persons)
    {
        (_database, _journeys, _reads) = (database, journeys, new(persons.Vouched));
        journeys.Linked += Linked;
        journeys.Relinked += Clear;
    }

    /// <returns>Whom the site's server takes a pseudonym for.</returns>
    public async ValueTask<Person> Of(string site, CurrentJourney own, string visitor, CancellationToken cancellation)
    {
        if (!own.IsLinked)
            return Person.Alone(visitor);
        var person = await Read(site, visitor, cancellation);
        return person.NamedVouched <= Recognition.MostPseudonyms ? person : person.Only(visitor);
    }

    /// <returns>The journey of a person, where the person agreed to be recognised; else that of the pseudonym, for which
    /// what the person refused elsewhere is refused. The same object as before where nothing was added since.</returns>
    public async ValueTask<CurrentJourney> Journey(
        string site,
        Person person,
        string visitor,
        CancellationToken cancellation
    )
    {
        var parts = await _journeys.Read(site, person, cancellation);
        if (
            _merged.TryGet((site, visitor), out var before)
            && before.Parts.AsSpan().SequenceEqual(parts, ReferenceEqualityComparer.Instance)
        )
            return before.Journey;
        // Rules may have changed between two of them.
        if (parts.Any(it => it.Rules.Revision != parts[0].Rules.Revision))
            return await Journey(site, person, visitor, cancellation);
        var own = person.Pseudonyms.Zip(parts).First(it => it.First.Id == visitor).Second;
        var merged = await Merge(site, own, person, parts, cancellation);
        _merged.AddOrUpdate((site, visitor), new CachedJourney(parts, merged));
        return merged;
    }

    /// <returns>What was chosen under a pseudonym; what the person refused elsewhere is refused.</returns>
    public async ValueTask<ImmutableArray<Consent>> Consents(
        string site,
        string visitor,
        CancellationToken cancellation
    )
    {
        var own = await _journeys.Read(site, visitor, cancellation);
        var consents = own.Journey.Consents;
        foreach (var it in (await Of(site, own, visitor, cancellation)).Pseudonyms.Where(it => it.Id != visitor))
            consents = consents.WithRefusalsOf((await _journeys.Read(site, it.Id, cancellation)).Journey.Consents);
        return consents;
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
            return own with
            {
                Journey = own.Journey with { Consents = own.Journey.Consents.WithRefusalsOf(all.Consents) },
            };
        var begun = parts.All(it => it.First is not null || it.Version == 0)
            ? null
            : await FirstEvents(site, person, cancellation);
        var read = person
            .Pseudonyms.Zip(parts)
            // One whose beginning is gone is named by nothing: who checks the decision learns that.
            .Select(it =>
                (it.First.Id, First: it.Second.First ?? begun?.GetValueOrDefault(it.First.Id) ?? 0, it.Second.Version)
            )
            .Where(it => it.Version > 0)
            .OrderBy(it => it.First)
            .ToArray();
        return own with
        {
            Journey = all,
            Streams = [.. read.Select(it => new StreamRead(it.First, it.Version))],
            Subject = read.Length == 0 ? null : read[0].Id,
        };
    }

    private async Task<Dictionary<string, long>> FirstEvents(string site, Person person, CancellationToken cancellation)
    {
        await using var connection = await _database.OpenConnectionAsync(cancellation);
        return await Log.Links.FirstEvents.Of(
            connection,
            site,
            [.. person.Pseudonyms.Select(it => it.Id)],
            cancellation
        );
    }

    private async ValueTask<Person> Read(string site, string visitor, CancellationToken cancellation)
    {
        if (
            _journeys.IsKept
            && _known.TryGet((site, visitor), out var known)
            && Environment.TickCount64 - known.ReadAt < _journeys.Longest.TotalMilliseconds
            && known.Stamp == Stamp(site, known.Person)
        )
            return known.Person;
        var (changes, readAt) = (Volatile.Read(ref _allChanges), Environment.TickCount64);
        var person = await _reads.Read((site, visitor), cancellation);
        var stamp = Stamp(site, person);
        if (_journeys.IsKept && Volatile.Read(ref _allChanges) == changes)
        {
            foreach (var it in person.Pseudonyms)
                _known.AddOrUpdate((site, it.Id), new CachedPerson(person, readAt, stamp));
        }

        return person;
    }

    /// <summary>Whoever is one person with a pseudonym may be no more.</summary>
    private void Linked(string site, string visitor)
    {
        // Whoever reads meanwhile sees that something changed before the stamp tells what.
        Interlocked.Increment(ref _allChanges);
        Interlocked.Increment(ref _changes[Stripe(site, visitor)]);
    }

    private void Clear()
    {
        Interlocked.Increment(ref _allChanges);
        _known.Clear();
        _merged.Clear();
        Interlocked.Increment(ref _cleared);
    }

    /// <summary>Another one once a link names any of the person's pseudonyms.</summary>
    private long Stamp(string site, Person person)
    {
        var stamp = Volatile.Read(ref _cleared);
        foreach (var it in person.Pseudonyms)
            stamp += Volatile.Read(ref _changes[Stripe(site, it.Id)]);
        return stamp;
    }

    private int Stripe(string site, string visitor) => (int)((uint)HashCode.Combine(site, visitor) % _changes.Length);
}
