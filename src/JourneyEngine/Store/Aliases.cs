using BitFaster.Caching.Lru;
using JourneyEngine.Contracts;
using Npgsql;

namespace JourneyEngine.Store;

/// <summary>Finds a visitor by another pseudonym that the site linked to it.</summary>
/// <param name="others">While no other host is there, what was found is remembered for a while; nothing is where this is absent.</param>
public sealed class Aliases(NpgsqlDataSource database, OtherHosts? others = null)
{
    private const int Most = 20_000;

    /// <summary>What is written past this host is seen after this long.</summary>
    private static readonly TimeSpan LongestKept = TimeSpan.FromSeconds(10);

    /// <summary>Being decided about makes nobody a visitor of their own; acting does, and so does choosing.</summary>
    private static readonly string[] Decisions = [StoredFacts.NameOf(typeof(ContentOffered)), StoredFacts.NameOf(typeof(ContentShown))];

    private readonly ConcurrentTLru<(string Site, string Id), string> _known = new(Most, LongestKept);

    /// <returns>The pseudonym whose stream holds the visitor's facts: the given one, unless it is only an alias.</returns>
    public async ValueTask<string> Resolve(string site, string id, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("""
            select visitor from journey.aliases where site = $1 and alias = $2
            and not exists (select from journey.mt_events where tenant_id = $1 and stream_id = $3 and type <> all($4))
            order by position desc limit 1
            """);
        foreach (var value in new object[] { site, id, StreamNames.Visitor(id), Decisions })
            command.Parameters.Add(new() { Value = value });
        return (string?)await command.ExecuteScalarAsync(cancellation) ?? id;
    }

    /// <summary>The same from memory, where this host knows it.</summary>
    public async ValueTask<string> Known(string site, string id, CancellationToken cancellation)
    {
        if (others?.Alone != true)
            return await Resolve(site, id, cancellation);
        if (_known.TryGet((site, id), out var known))
            return known;
        var visitor = await Resolve(site, id, cancellation);
        _known.AddOrUpdate((site, id), visitor);
        return visitor;
    }

    /// <summary>Links came, or went.</summary>
    internal void Forget() => _known.Clear();
}
