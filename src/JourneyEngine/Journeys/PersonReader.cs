using JourneyEngine.Decisions.Persons;
using JourneyEngine.Http;
using JourneyEngine.Log.Links;
using Npgsql;

namespace JourneyEngine.Journeys;

/// <summary>Tells whom an id means. Every call that names a visitor asks here.</summary>
public sealed class PersonReader(NpgsqlDataSource database)
{
    private const int MostLinks = 1_000;

    /// <summary>By everything that was said with any of the site's keys: what a site does for a person holds for all
    /// that may be the person's.</summary>
    public Task<Person> Claimed(string site, string id, CancellationToken cancellation) =>
        Of(site, id, vouched: false, cancellation);

    /// <summary>By what the site's server stands for alone.</summary>
    public Task<Person> Vouched(string site, string id, CancellationToken cancellation) =>
        Of(site, id, vouched: true, cancellation);

    /// <returns>As <see cref="Vouched(string, string, CancellationToken)"/>, of each, in order; of who has far more
    /// pseudonyms than a person can have, some.</returns>
    internal async Task<IReadOnlyList<Person>> Vouched(
        IReadOnlyList<(string Site, string Id)> asked,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var links = new Dictionary<string, IdentityGraph>(StringComparer.Ordinal);
        foreach (var (site, ids) in asked.GroupBy(it => it.Site, it => it.Id).Select(it => (it.Key, it.ToArray())))
            links[site] = await IdentityGraphs.Around(
                connection,
                site,
                ids,
                long.MaxValue,
                cancellation,
                most: MostLinks
            );
        return [.. asked.Select(it => links[it.Site].VouchedPersonOf(it.Id))];
    }

    /// <summary>Whom a request for a visitor means.</summary>
    /// <param name="device"><c>only</c> where just this pseudonym is meant.</param>
    /// <exception cref="UnacceptableException">The word is another one.</exception>
    public async Task<Person> OfRequest(string site, string id, string? device, CancellationToken cancellation) =>
        IsDeviceOnly(device) ? Person.Alone(id) : await Claimed(site, id, cancellation);

    /// <exception cref="UnacceptableException">The word is another one.</exception>
    public static bool IsDeviceOnly(string? device) =>
        device switch
        {
            null => false,
            "only" => true,
            _ => throw new UnacceptableException("device is 'only', or left out."),
        };

    private async Task<Person> Of(string site, string id, bool vouched, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await Of(connection, site, id, vouched, cancellation);
    }

    internal static async Task<Person> Of(
        NpgsqlConnection connection,
        string site,
        string id,
        bool vouched,
        CancellationToken cancellation
    )
    {
        var links = await IdentityGraphs.Around(connection, site, [id], long.MaxValue, cancellation);
        return vouched ? links.VouchedPersonOf(id) : links.PersonOf(id);
    }
}
