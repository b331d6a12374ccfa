using System.Text.Json;
using JourneyEngine.Contracts;
using JourneyEngine.Store;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace JourneyEngine.Personalization;

/// <summary>Defines a slot, or its next version: what may be shown there, to whom, and how one of them is chosen.</summary>
public static class DefineSlot
{
    private const int MostContents = 200;
    private static readonly string[] KnownPolicies = [Policies.Rules, Policies.Uniform];

    /// <param name="Funnel">Whose stages decide; may be left out where the site has just one funnel.</param>
    /// <param name="Policy"><c>rules</c> (first that fits, the default) or <c>uniform</c> (drawn among those that fit).</param>
    /// <param name="Default">Shown when nothing fits or nothing is known.</param>
    public sealed record SlotBody(string? Funnel, string? Policy, ContentBody? Default, IReadOnlyList<ContentBody?>? Contents);

    /// <param name="Value">What the app receives: text, number, boolean or object.</param>
    public sealed record ContentBody(string? Name, JsonElement Value, string[]? Stages = null, int FromVisit = 1, int? ToVisit = null);

    public static async Task<ProblemDetails> Validate(string slot, SlotBody body, IDocumentSession session, Configuration configuration, CancellationToken cancellation)
    {
        var funnels = await configuration.AllLatest<FunnelDefined>(session.TenantId, StreamNames.Funnel(""), cancellation);
        var errors = Errors(slot, body, funnels).ToArray();
        return errors.Length == 0
            ? WolverineContinue.NoProblems
            : new ProblemDetails { Status = StatusCodes.Status422UnprocessableEntity, Title = "This is not a slot", Detail = string.Join(" ", errors) };
    }

    [WolverinePut("/v1/slots/{**slot}"), Authorize(Policy = "admin"), Tags("Personalization")]
    public static async Task<SlotDefined> Put(string slot, SlotBody body, IDocumentSession session, TimeProvider clock, CancellationToken cancellation)
    {
        var stream = await session.Events.FetchForWriting<SlotVersions>(StreamNames.Slot(slot), cancellation);
        var latest = stream.Aggregate?.Latest;
        if (Next(slot, latest, body, clock.GetUtcNow()) is not { } defined)
            return latest!;
        stream.AppendOne(defined);
        await session.SaveChangesAsync(cancellation);
        return defined;
    }

    /// <returns>The next version, or nothing where the latest one already says the same.</returns>
    internal static SlotDefined? Next(string slot, SlotDefined? latest, SlotBody body, DateTimeOffset at)
    {
        var next = new SlotDefined(slot, (latest?.Version ?? 0) + 1, body.Funnel, body.Policy ?? Policies.Rules,
            ToContent(body.Default!), [.. (body.Contents ?? []).Select(it => ToContent(it!))], at);
        return latest is not null && SameExceptVersion(latest, next) ? null : next;
    }

    /// <remarks>The database gives a value back with its members in another order, so values are compared as values.</remarks>
    private static bool SameExceptVersion(SlotDefined a, SlotDefined b) =>
        JsonElement.DeepEquals(
            JsonSerializer.SerializeToElement(a with { Version = 0, At = default }, FactJson.Options),
            JsonSerializer.SerializeToElement(b with { Version = 0, At = default }, FactJson.Options));

    private static Content ToContent(ContentBody body) => new(body.Name!, body.Value, body.Stages, body.FromVisit, body.ToVisit);

    private static IEnumerable<string> Errors(string slot, SlotBody body, List<FunnelDefined> funnels)
    {
        if (slot.Length > 200)
            yield return "The name of a slot has at most 200 characters.";
        if (body.Policy is not null && !KnownPolicies.Contains(body.Policy))
            yield return $"policy is one of {string.Join(", ", KnownPolicies)}.";
        var funnel = body.Funnel is null ? (funnels.Count == 1 ? funnels[0] : null) : funnels.Find(it => it.Name == body.Funnel);
        if (body.Funnel is not null && funnel is null)
            yield return $"funnel names no funnel of this site: '{body.Funnel}'.";
        foreach (var error in Errors("default", body.Default, null))
            yield return error;
        var contents = body.Contents ?? [];
        if (contents.Count > MostContents)
            yield return $"A slot has at most {MostContents} contents.";
        for (var i = 0; i < contents.Count; i++)
        {
            foreach (var error in Errors($"contents[{i}]", contents[i], funnel))
                yield return error;
        }

        if (contents.Append(body.Default).Where(it => it?.Name is not null).GroupBy(it => it!.Name).FirstOrDefault(it => it.Count() > 1) is { } twice)
            yield return $"Two contents are named '{twice.Key}'.";
    }

    private static IEnumerable<string> Errors(string place, ContentBody? content, FunnelDefined? funnel)
    {
        if (string.IsNullOrWhiteSpace(content?.Name) || content.Name.Length > 200)
            yield return $"{place} needs a name of at most 200 characters.";
        if (content?.Value.ValueKind is null or JsonValueKind.Undefined or JsonValueKind.Null)
            yield return $"{place} needs a value.";
        if (content is not null && (content.FromVisit < 1 || content.ToVisit < content.FromVisit))
            yield return $"{place}: fromVisit is at least 1, and toVisit not before it.";
        foreach (var stage in content?.Stages ?? [])
        {
            if (funnel?.Stages.Any(it => it.Name == stage) != true)
                yield return $"{place} names a stage that {(funnel is null ? "no funnel of this slot" : $"funnel '{funnel.Name}'")} has: '{stage}'.";
        }
    }
}
