using System.Collections.Immutable;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Decisions.Persons;
using JourneyEngine.Log;
using JourneyEngine.Sites;
using Npgsql;

namespace JourneyEngine.Privacy;

/// <summary>Consent as of any time: what a visitor had consented to when something was done.</summary>
public sealed class ConsentHistory(NpgsqlDataSource database, SiteConfiguration configuration)
{
    public async Task<ConsentState> Read(string site, Person person, DateTimeOffset at, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var said = (await Streams.Read(connection, site, person, cancellation))
            .Where(it => InteractionReader.Types.Contains(it.Type))
            .Select(it => (it.Visitor, Choice: Said(it)))
            .Where(it => it.Choice is not null && it.Choice.At <= at)
            .Select(it => (it.Visitor, Choice: it.Choice!))
            .OrderBy(it => it.Choice.At)
            .ToList();
        var consents = said.GroupBy(it => it.Visitor)
            .Select(it => Latest(it.Select(said => said.Choice)))
            .Aggregate(Journey.Empty.Consents, static (all, it) => all.Stricter(it));
        return new ConsentState(
            at,
            Modes.Of(await configuration.SiteMode(site, cancellation), consents).Name(),
            [
                .. consents.Select(it => new ConsentState.Purpose(
                    it.Purpose,
                    it.Granted,
                    DateTimeOffset.FromUnixTimeMilliseconds(it.At)
                )),
            ],
            Changes([.. said.Select(it => it.Choice)])
        );
    }

    private static ImmutableArray<Consent> Latest(IEnumerable<ConsentState.Choice> said)
    {
        var consents = Journey.Empty.Consents;
        foreach (var choice in said)
            consents = consents.With(
                new Choices(choice.Granted, choice.Refused),
                choice.At.ToUnixTimeMilliseconds(),
                choice.Source
            );
        return consents;
    }

    private static ConsentState.Choice? Said(StoredEvent stored) =>
        FactJson.Read(stored.Type, stored.Data) switch
        {
            ConsentChanged it => new(
                it.OccurredAt,
                it.Choices.Granted,
                it.Choices.Refused,
                it.NoticeVersion,
                it.Language,
                it.WordingHash,
                it.Source
            ),
            InteractionRecorded { Choices: { } choices, Bot: false } it => new(
                it.OccurredAt,
                choices.Granted,
                choices.Refused,
                0,
                null,
                null,
                ConsentSources.Signal
            ),
            _ => null,
        };

    /// <remarks>A client states the same choice with each interaction; only its first is worth telling.</remarks>
    private static List<ConsentState.Choice> Changes(List<ConsentState.Choice> said)
    {
        var changes = new List<ConsentState.Choice>();
        foreach (var choice in said)
        {
            if (
                choice.Source != ConsentSources.Signal
                || changes.Count == 0
                || !changes[^1].Granted.SequenceEqual(choice.Granted)
                || !changes[^1].Refused.SequenceEqual(choice.Refused)
            )
            {
                changes.Add(choice);
            }
        }

        return changes;
    }
}
