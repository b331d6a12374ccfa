using System.Text.Json;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Conditions;

namespace JourneyEngine.Personalization.Slots;

/// <summary>What is wrong with a slot as it is sent, each with its place.</summary>
internal static class SlotValidator
{
    private const int MostContents = 200;
    private const int LongestName = 200;

    private const double MostHeldOut = 0.5;

    public static IEnumerable<string> Errors(string slot, SlotBody body, FunnelDefined? funnel)
    {
        if (slot.Length > LongestName || slot.Any(char.IsControl))
            yield return $"The name of a slot has at most {LongestName} characters, none of them a control character.";
        if (body.Funnel is not null && funnel is null)
            yield return $"funnel: this site does not have a funnel '{body.Funnel}'.";
        var shared = PolicyErrors(body).Concat(OutcomeValidator.Errors(body));
        foreach (var error in shared.Concat(Errors("default", body.Default, body.Scope(null))))
            yield return error;
        if (body.Default is { } shown && shown.Content with { Name = "", Value = default } != new Content("", default))
            yield return "default is shown when nothing else fits, so it has a name and a value and no conditions.";
        var (contents, scope) = (body.Contents ?? [], body.Scope(funnel));
        if (contents.Count > MostContents)
            yield return $"A slot has at most {MostContents} contents.";
        for (var i = 0; i < contents.Count; i++)
        {
            foreach (var error in Errors($"contents[{i}]", contents[i], scope))
                yield return error;
        }

        var names = contents.Append(body.Default).Select(it => it?.Content.Name).OfType<string>();
        if (names.GroupBy(it => it).FirstOrDefault(it => it.Count() > 1) is { } twice)
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

    private static IEnumerable<string> Errors(string place, SentContent? sent, SlotScope slot)
    {
        if (
            sent?.Content.Name is not { } name
            || string.IsNullOrWhiteSpace(name)
            || name.Length > LongestName
            || name.Any(char.IsControl)
        )
            yield return $"{place} needs a name of at most {LongestName} characters, none of them a control character.";
        if (sent is not { Content: var content })
            yield break;
        if (content.Value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            yield return $"{place} needs a value.";
        foreach (var error in ConditionCatalog.All.SelectMany(it => it.Errors(content, slot)))
            yield return $"{place}: {error}";
    }
}
