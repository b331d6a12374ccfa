using JourneyEngine.Contracts;
using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Journeys;

/// <summary>Finds a visitor by another pseudonym that the site linked to it.</summary>
/// <remarks>Where the journey is wanted anyway, <see cref="CurrentJourney.StandsFor"/> tells without a question of its
/// own.</remarks>
public sealed class LinkedVisitors(NpgsqlDataSource database)
{
    /// <summary>Being decided about makes nobody a visitor of their own; acting does, and so does choosing.</summary>
    private static readonly string[] Decisions =
    [
        StoredFacts.NameOf(typeof(ContentOffered)),
        StoredFacts.NameOf(typeof(ContentShown)),
    ];

    /// <returns>The pseudonym whose stream holds the visitor's facts: the given one, unless it is only an
    /// alias.</returns>
    public async ValueTask<string> Resolve(string site, string id, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            $"""
            select visitor from journey.aliases where site = $1 and alias = $2
            and not {LogSql.HasFactOtherThan("$1", "$3", "$4")}
            order by position desc limit 1
            """
        );
        foreach (var value in new object[] { site, id, StreamNames.Visitor(id), Decisions })
            command.Parameters.Add(new() { Value = value });
        return (string?)await command.ExecuteScalarAsync(cancellation) ?? id;
    }
}
