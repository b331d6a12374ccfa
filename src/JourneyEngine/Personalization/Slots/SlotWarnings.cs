using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Conditions;
using JourneyEngine.Sites.Rules;

namespace JourneyEngine.Personalization.Slots;

/// <summary>What can be saved, and is hardly meant: contents that nobody can ever be shown.</summary>
internal static class SlotWarnings
{
    public static IEnumerable<string> Warnings(SlotBody body, FunnelDefined? funnel)
    {
        if (body.Policy == Policies.Fixed && body.Contents is { Count: > 0 })
            yield return "The fixed policy shows the default to everybody, so no other content is ever shown.";
        var (slot, contents) = (
            body.Scope(funnel),
            (body.Contents ?? []).OfType<SentContent>().Select(it => it.Content).ToArray()
        );
        var never = new HashSet<string>();
        foreach (var content in contents)
        {
            if (First(it => it.Contradiction(content, slot)) is not { } why)
                continue;
            never.Add(content.Name);
            yield return $"'{content.Name}' can never be shown: {why}";
        }

        if (body.Policy is null or Policies.Rules)
        {
            foreach (var (content, first) in Overtaken([.. contents.Where(it => !never.Contains(it.Name))], slot))
            {
                never.Add(content);
                yield return $"'{content}' can never be shown: by the rules policy the first that fits is shown, "
                    + $"and '{first}', before it, fits whenever it does.";
            }
        }

        var sequence = new ContentSequence(contents, slot, never);
        foreach (var content in contents.Where(it => !never.Contains(it.Name)))
        {
            if (sequence.Unreachable(content.Name) is { } before)
                yield return $"'{content.Name}' can never be shown: it comes "
                    + $"after '{before}', which comes after it or is never shown.";
            else if (First(it => it.TooLate(content, sequence.LeastOf(content), slot)) is { } why)
                yield return $"'{content.Name}' can never be shown: what it comes after is shown {why}.";
        }
    }

    public static IEnumerable<Rule> Rules(SlotDefined slot) =>
        [
            .. (slot.Outcome?.Accepted ?? []).Select((it, i) => new Rule($"outcome.accepted[{i}]", it)),
            .. (slot.Outcome?.Declined ?? []).Select((it, i) => new Rule($"outcome.declined[{i}]", it)),
        ];

    private static string? First(Func<Condition, string?> why) =>
        ConditionCatalog.All.Select(why).FirstOrDefault(it => it is not null);

    /// <returns>Contents that another one always takes the place of: it comes before, and fits wherever they
    /// do.</returns>
    private static IEnumerable<(string Content, string First)> Overtaken(Content[] contents, SlotScope slot)
    {
        for (var i = 1; i < contents.Length; i++)
        {
            var narrow = contents[i];
            if (
                Array.Find(contents[..i], wide => ConditionCatalog.All.All(it => it.Covers(wide, narrow, slot))) is
                { } first
            )
                yield return (narrow.Name, first.Name);
        }
    }
}
