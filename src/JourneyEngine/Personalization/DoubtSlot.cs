using JourneyEngine.Contracts;

namespace JourneyEngine.Personalization;

/// <summary>What can be saved, and is hardly meant: contents that nobody can ever be shown.</summary>
internal static class DoubtSlot
{
    public static IEnumerable<string> Warnings(SlotBody body, FunnelDefined? funnel)
    {
        if (body.Policy == Policies.Fixed && body.Contents is { Count: > 0 })
            yield return "The fixed policy shows the default to everybody, so no other content is ever shown.";
        var never = new HashSet<string>();
        foreach (var content in (body.Contents ?? []).OfType<SlotBody.ContentBody>())
        {
            if (Contradiction(content, funnel) is not { } why)
                continue;
            never.Add(content.Name!);
            yield return $"'{content.Name}' can never be shown: {why}";
        }

        if (body.Policy is null or Policies.Rules && Anybody(body, never) is { } first)
        {
            foreach (var content in (body.Contents ?? []).OfType<SlotBody.ContentBody>().SkipWhile(it => it.Name != first).Skip(1).Where(it => never.Add(it.Name!)))
                yield return $"'{content.Name}' can never be shown: by the rules policy the first that fits is shown, and '{first}', before it, fits everybody always.";
        }

        var (found, firsts) = (new Dictionary<string, string?>(), new Dictionary<string, int>());
        foreach (var content in (body.Contents ?? []).OfType<SlotBody.ContentBody>().Where(it => !never.Contains(it.Name!)))
        {
            if (Unreachable(content.Name!, body, never, found) is { } before)
                yield return $"'{content.Name}' can never be shown: it comes after '{before}', which comes after it or is never shown.";
            else if (Earliest(content, body, firsts) is var earliest && earliest > content.ToVisit)
                yield return $"'{content.Name}' can never be shown: what it comes after is shown from visit {earliest} on, and it is shown up to visit {content.ToVisit}.";
        }
    }

    private static string? Contradiction(SlotBody.ContentBody content, FunnelDefined? funnel)
    {
        if (content.ToVisit == 1 && content.DaysAway is not null)
            return "in a first visit there are no days away.";
        if (content.DaysAway is { From: var away } && content.TenureDays?.To <= away)
            return "whoever was away so long has a longer tenure.";
        if (content.Stages is { Length: 0 })
            return "it is meant for no stage.";
        if (funnel is null && content.Converted == true)
            return "it is meant for who has converted, and the slot has no funnel that tells.";
        if (funnel is null || content.Stages is null || content.Converted is not { } converted)
            return null;
        var goal = Array.FindIndex(funnel.Stages, it => it.Goal) is >= 0 and var found ? found : funnel.Stages.Length - 1;
        return content.Stages.All(stage => Array.FindIndex(funnel.Stages, it => it.Name == stage) >= goal != converted)
            ? converted ? "none of its stages is the goal or beyond." : "all of its stages are the goal or beyond."
            : null;
    }

    /// <returns>The first content that is shown to every visitor at every visit, whatever was shown or answered before.</returns>
    private static string? Anybody(SlotBody body, HashSet<string> never) => (body.Contents ?? []).OfType<SlotBody.ContentBody>()
        .FirstOrDefault(it => !never.Contains(it.Name!) && it is { Stages: null, FromVisit: <= 1, ToVisit: null, TenureDays: null, DaysAway: null, Converted: null, Cap: null }
            && !it.Preceding.Any() && (body.Outcome is null || it.NotAfter is { Length: 0 }))?.Name;

    /// <summary>The first visit in which a content can be shown; that none comes after itself is known.</summary>
    /// <param name="firsts">What is known already.</param>
    private static int Earliest(SlotBody.ContentBody content, SlotBody body, Dictionary<string, int> firsts) => firsts.TryGetValue(content.Name!, out var known) ? known
        : firsts[content.Name!] = content.Preceding.Select(before => Earliest(body.Contents!.First(it => it!.Name == before)!, body, firsts)).Append(content.FromVisit).Max();

    /// <param name="found">What is known of contents already; of those on the way, themselves.</param>
    /// <returns>The content before it that keeps it from ever being shown.</returns>
    private static string? Unreachable(string name, SlotBody body, HashSet<string> never, Dictionary<string, string?> found)
    {
        if (found.TryGetValue(name, out var known))
            return known;
        found[name] = name;
        foreach (var before in body.Contents!.First(it => it!.Name == name)!.Preceding)
        {
            if (never.Contains(before) || Unreachable(before, body, never, found) is not null)
                return found[name] = before;
        }

        return found[name] = null;
    }
}
