using System.Text.Json;
using JourneyEngine.Contracts;

namespace JourneyEngine.Personalization;

/// <summary>What is wrong with a slot as it is sent, each with its place.</summary>
internal static class CheckSlot
{
    private const int MostContents = 200;
    private const int LongestName = 200;
    private const int MostEvidence = 50;
    private const int LongestWindow = 24 * 90;
    private const double MostHeldOut = 0.5;

    public static IEnumerable<string> Errors(string slot, SlotBody body, FunnelDefined? funnel)
    {
        if (slot.Length > LongestName || slot.Any(char.IsControl))
            yield return $"The name of a slot has at most {LongestName} characters, none of them a control character.";
        if (body.Funnel is not null && funnel is null)
            yield return $"funnel names no funnel of this site: '{body.Funnel}'.";
        foreach (var error in Unknown("the slot", body).Concat(PolicyErrors(body)).Concat(OutcomeErrors(body)).Concat(Errors("default", body.Default, body, null)))
            yield return error;
        if (body.Default is { } shown && shown with { Name = null, Value = default } != new SlotBody.ContentBody(null, default))
            yield return "default is shown when nothing else fits, so it has a name and a value and no conditions.";
        var contents = body.Contents ?? [];
        if (contents.Count > MostContents)
            yield return $"A slot has at most {MostContents} contents.";
        for (var i = 0; i < contents.Count; i++)
        {
            foreach (var error in Errors($"contents[{i}]", contents[i], body, funnel))
                yield return error;
        }

        if (contents.Append(body.Default).Where(it => it?.Name is not null).GroupBy(it => it!.Name).FirstOrDefault(it => it.Count() > 1) is { } twice)
            yield return $"Two contents are named '{twice.Key}'.";
    }

    private static IEnumerable<string> PolicyErrors(SlotBody body)
    {
        if (body.Policy is not null && !Policies.All.Contains(body.Policy))
            yield return $"policy is one of {string.Join(", ", Policies.All)}.";
        if (body.Shadow is not null && !Policies.All.Contains(body.Shadow))
            yield return $"shadow is one of {string.Join(", ", Policies.All)}.";
        if ((body.Policy == Policies.Learning || body.Shadow == Policies.Learning) && body.Outcome is null)
            yield return "A learning policy needs an outcome: what tells that a content was accepted.";
        if (body.Floor is <= 0 or > 1)
            yield return "floor is above 0 and at most 1.";
        if (body.Holdout is < 0 or > MostHeldOut)
            yield return "holdout is 0 to 0.5.";
        if (body.Exposure is not (null or Exposures.Offered or Exposures.Reported))
            yield return $"exposure is {Exposures.Offered} or {Exposures.Reported}.";
    }

    private static IEnumerable<string> OutcomeErrors(SlotBody body)
    {
        if (body.Outcome is not { } outcome)
            yield break;
        foreach (var error in Unknown("outcome", outcome))
            yield return error;
        if (outcome.Accepted is not { Count: > 0 })
            yield return "outcome needs accepted: what a visitor does who accepts.";
        if (outcome.WithinHours is not (> 0 and <= LongestWindow))
            yield return $"outcome.withinHours is above 0 and at most {LongestWindow}.";
        foreach (var (name, list) in new[] { ("accepted", outcome.Accepted), ("declined", outcome.Declined) })
        {
            if (list?.Count > MostEvidence)
                yield return $"outcome.{name} has at most {MostEvidence} pieces of evidence.";
            for (var i = 0; i < list?.Count; i++)
            {
                if (list[i] is not { } evidence || (evidence.Kind ?? evidence.PathPrefix ?? (object?)evidence.Name) is null)
                    yield return $"outcome.{name}[{i}] needs a kind, name or pathPrefix.";
                else if (evidence.Name is { } names && (names.Length == 0 || names.Any(string.IsNullOrEmpty)))
                    yield return $"outcome.{name}[{i}]: name is a text, or a list of some.";
                else if (Unknown($"outcome.{name}[{i}]", evidence).FirstOrDefault() is { } unknown)
                    yield return unknown;
            }
        }
    }

    private static IEnumerable<string> Errors(string place, SlotBody.ContentBody? content, SlotBody body, FunnelDefined? funnel)
    {
        if (string.IsNullOrWhiteSpace(content?.Name) || content.Name.Length > LongestName || content.Name.Any(char.IsControl))
            yield return $"{place} needs a name of at most {LongestName} characters, none of them a control character.";
        if (content is null)
            yield break;
        foreach (var error in new ClosedVocabulary?[] { content, content.TenureDays, content.DaysAway, content.Cap }.OfType<ClosedVocabulary>().SelectMany(it => Unknown(place, it)))
            yield return error;
        if (content.Value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            yield return $"{place} needs a value.";
        if (content.FromVisit < 1 || content.ToVisit < content.FromVisit)
            yield return $"{place}: fromVisit is at least 1, and toVisit not before it.";
        foreach (var (name, span) in new[] { ("tenureDays", content.TenureDays), ("daysAway", content.DaysAway) })
        {
            if (span is not null && (span.From < 0 || span.To <= span.From))
                yield return $"{place}: {name}.from is at least 0, and {name}.to after it.";
        }

        if (content.Cap is { Times: < 1 } or { Days: <= 0 })
            yield return $"{place}: cap.times is at least 1, and cap.days above 0.";
        foreach (var stage in (content.Stages ?? []).Where(stage => funnel?.Stages.Any(it => it.Name == stage) != true))
            yield return $"{place} names a stage that {(funnel is null ? "no funnel of this slot" : $"funnel '{funnel.Name}'")} has: '{stage}'.";
        foreach (var (word, names) in new[] { ("after", content.After), ("afterAccepted", content.AfterAccepted), ("afterDeclined", content.AfterDeclined) })
        {
            foreach (var before in (names ?? []).Where(before => before == content.Name || (body.Contents ?? []).All(it => it?.Name != before)))
                yield return $"{place}: {word} names no other content of this slot: '{before}'.";
        }

        foreach (var answer in (content.NotAfter ?? []).Where(it => it is not (Responses.Accepted or Responses.Declined)))
            yield return $"{place}: notAfter holds {Responses.Accepted} and {Responses.Declined} only, not '{answer}'.";
        if (content.NotAfter is { Length: > 0 } && body.Outcome is null)
            yield return $"{place}: notAfter needs an outcome of the slot.";
        if (content.AfterAccepted is { Length: > 0 } && body.Outcome is null)
            yield return $"{place}: afterAccepted needs an outcome of the slot.";
        if (content.AfterDeclined is { Length: > 0 } && body.Outcome?.Declined is not { Count: > 0 })
            yield return $"{place}: afterDeclined needs an outcome of the slot that tells what was declined.";
    }

    private static IEnumerable<string> Unknown(string place, ClosedVocabulary part) =>
        (part.Extra?.Keys ?? Enumerable.Empty<string>()).Select(word => $"{place} has no '{word}'. Known are: {string.Join(", ", Words(part))}.");

    private static IEnumerable<string> Words(ClosedVocabulary part) => part.GetType().GetProperties().Select(it => it.Name)
        .Where(it => it is not ("Extra" or "EqualityContract")).Select(JsonNamingPolicy.CamelCase.ConvertName);
}
