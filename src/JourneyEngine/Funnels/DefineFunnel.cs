using System.Security.Claims;
using JourneyEngine.Contracts;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using JourneyEngine.Sites;
using Marten;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace JourneyEngine.Funnels;

/// <summary>Defines a funnel, or its next version. It holds for the whole history at once, and never rewrites what was
/// decided before.</summary>
public static class DefineFunnel
{
    private const int MostStages = 50;
    private const int MostEvidence = 50;
    private const int MostDemanded = 1_000;

    /// <returns>The funnel as defined, and <c>warnings</c> where there are any.</returns>
    public static async Task<IResult> Put(
        string name,
        FunnelBody body,
        ClaimsPrincipal user,
        IDocumentStore store,
        SiteConfiguration configuration,
        NpgsqlDataSource database,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        if (Errors(name, body).ToArray() is { Length: > 0 } errors)
            return Results.Problem(string.Join(" ", errors), statusCode: 422, title: "This is not a funnel");
        await using var session = store.LightweightSession(user.Site());
        var stream = await session.Events.FetchForWriting<FunnelVersions>(StreamNames.Funnel(name), cancellation);
        var latest = stream.Aggregate?.Latest;
        if (Next(name, latest, body, clock.GetUtcNow()) is { } defined)
        {
            stream.AppendOne(defined);
            await session.SaveChangesAsync(cancellation);
            await ProjectionCheckpoint.Await(database, session.TenantId, settled: false, cancellation);
            latest = defined;
        }

        var others = (
            await configuration.AllLatest<FunnelDefined>(session.TenantId, StreamNames.Funnel(""), cancellation)
        ).Count(it => it.Name != name);
        var slots = await configuration.AllLatest<SlotDefined>(session.TenantId, StreamNames.Slot(""), cancellation);
        return ConfigurationResponse.Answer(latest!, [.. FunnelWarnings.Warnings(latest!, others == 0, slots)]);
    }

    /// <returns>The next version, or null if the latest one already says the same.</returns>
    internal static FunnelDefined? Next(string name, FunnelDefined? latest, FunnelBody body, DateTimeOffset at)
    {
        var next = new FunnelDefined(name, (latest?.Version ?? 0) + 1, body.ToStages(), at);
        return
            latest is not null
            && FactJson.Write(latest with { Version = 0, At = at }) == FactJson.Write(next with { Version = 0 })
            ? null
            : next;
    }

    internal static IEnumerable<string> Errors(string name, FunnelBody body)
    {
        if (name.Length > 100)
            yield return "The name of a funnel has at most 100 characters.";
        if (body.Stages is not { Count: >= 2 and <= MostStages } stages)
        {
            yield return $"A funnel has 2 to {MostStages} stages.";
            yield break;
        }

        if (
            stages.Where(it => it is not null).Select(it => it!.Name).Distinct(StringComparer.Ordinal).Count()
            < stages.Count
        )
            yield return "Two stages have the same name.";
        if (stages.Count(it => it?.Goal == true) > 1)
            yield return "A funnel has one goal stage.";
        for (var i = 0; i < stages.Count; i++)
        {
            foreach (var error in Errors($"stages[{i}]", stages[i]))
                yield return error;
        }
    }

    private static IEnumerable<string> Errors(string place, FunnelBody.StageBody? stage)
    {
        if (string.IsNullOrWhiteSpace(stage?.Name) || stage.Name.Length > 100)
        {
            yield return $"{place} needs a name of at most 100 characters.";
            yield break;
        }

        var evidence = stage.When ?? stage.All;
        if ((stage.When is null) == (stage.All is null) || evidence is not { Count: > 0 and <= MostEvidence })
        {
            yield return $"{place} needs evidence: 'when' (any of these) or 'all' (every one of these), 1 "
                + $"to {MostEvidence} of them.";
            yield break;
        }

        for (var i = 0; i < evidence.Count; i++)
        {
            if (evidence[i] is null)
                yield return $"{place} evidence {i} is an object with kind, name, path, pathPrefix, count or visits.";
            else if (evidence[i]!.Name is { } names && (names.Length == 0 || names.Any(string.IsNullOrWhiteSpace)))
                yield return $"{place} evidence {i}: name is a text, or a list of some.";
            else if (evidence[i]!.Count is < 1 or > MostDemanded || evidence[i]!.Visits is < 1 or > MostDemanded)
                yield return $"{place} evidence {i}: count and visits are 1 to {MostDemanded}.";
        }
    }
}
