using System.Collections.Frozen;
using JourneyEngine.Contracts.Naming;
using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Sites.Rules;

/// <summary>What of late arrived on a site: kinds and names of interactions, in their one form.</summary>
internal sealed class ArrivingNames
{
    /// <summary>Of all names, those that most interactions had are compared with a rule's; more would take too
    /// long.</summary>
    private const int MostCompared = 2_000;

    private readonly FrozenSet<(string Kind, string? Name)> _all;

    /// <param name="latest">The most frequent first.</param>
    public ArrivingNames(IEnumerable<(string Kind, string? Name)> latest)
    {
        var normal = latest.Select(it => (it.Kind, it.Name is null ? null : NormalText.Name(it.Name))).ToArray();
        _all = normal.ToFrozenSet();
        Frequent =
        [
            .. normal
                .Where(it => it.Item2 is not null)
                .Select(it => (it.Kind, it.Item2!))
                .Distinct()
                .Take(MostCompared),
        ];
    }

    /// <summary>The most frequent first.</summary>
    public IReadOnlyList<(string Kind, string Name)> Frequent { get; }

    /// <returns>None where they cannot be read in a moment: what was saved is in force, whatever can be said of it.</returns>
    public static async Task<ArrivingNames> Read(NpgsqlDataSource database, string site, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            return new(await FactsOfType.LatestNames(connection, site, cancellation));
        }
        catch (NpgsqlException)
        {
            return new([]);
        }
    }

    public bool HaveKind(string kind) => _all.Any(it => it.Kind == kind);

    /// <param name="kind">Any where null.</param>
    public bool Have(string? kind, string name) =>
        kind is null ? _all.Any(it => it.Name == name) : _all.Contains((kind, name));
}
