using System.Globalization;
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

        if (body.Policy is null or Policies.Rules)
        {
            foreach (var (content, first) in Overtaken(body, never).ToArray())
            {
                never.Add(content);
                yield return $"'{content}' can never be shown: by the rules policy the first that fits is shown, and '{first}', before it, fits whenever it does.";
            }
        }

        var (found, known) = (new Dictionary<string, string?>(), new Dictionary<string, Least>());
        foreach (var content in (body.Contents ?? []).OfType<SlotBody.ContentBody>().Where(it => !never.Contains(it.Name!)))
        {
            if (Unreachable(content.Name!, body, never, found) is { } before)
                yield return $"'{content.Name}' can never be shown: it comes after '{before}', which comes after it or is never shown.";
            else if (TooEarly(content, LeastOf(content, body, funnel, known), funnel) is { } why)
                yield return $"'{content.Name}' can never be shown: what it comes after is shown {why}.";
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

    /// <returns>Contents that another one always takes the place of: it comes before, fits wherever they do, and looks at nothing that was shown or answered.</returns>
    private static IEnumerable<(string Content, string First)> Overtaken(SlotBody body, HashSet<string> never)
    {
        var before = new List<SlotBody.ContentBody>();
        foreach (var content in (body.Contents ?? []).OfType<SlotBody.ContentBody>().Where(it => !never.Contains(it.Name!)))
        {
            if (before.Find(it => Covers(it, content)) is { } first)
                yield return (content.Name!, first.Name!);
            else if (content.Cap is null && !content.Preceding.Any() && (body.Outcome is null || content.NotAfter is { Length: 0 }))
                before.Add(content);
        }
    }

    private static bool Covers(SlotBody.ContentBody wide, SlotBody.ContentBody narrow) =>
        (wide.Stages is null || (narrow.Stages is not null && narrow.Stages.All(wide.Stages.Contains)))
        && wide.FromVisit <= narrow.FromVisit && (wide.ToVisit is null || narrow.ToVisit <= wide.ToVisit)
        && Covers(wide.TenureDays, narrow.TenureDays) && Covers(wide.DaysAway, narrow.DaysAway)
        && (wide.Converted is null || wide.Converted == narrow.Converted);

    private static bool Covers(SlotBody.SpanBody? wide, SlotBody.SpanBody? narrow) =>
        wide is null || (narrow is not null && wide.From <= narrow.From && (wide.To is null || narrow.To <= wide.To));

    /// <summary>How far a relationship has come at least when a content is shown; what is reached is not lost.</summary>
    /// <param name="Stage">Index in the funnel.</param>
    private readonly record struct Least(int Visit, int Stage, double Days, bool Converted);

    /// <remarks>That none comes after itself is known.</remarks>
    /// <param name="known">Of contents already.</param>
    private static Least LeastOf(SlotBody.ContentBody content, SlotBody body, FunnelDefined? funnel, Dictionary<string, Least> known) =>
        known.TryGetValue(content.Name!, out var least) ? least
        : known[content.Name!] = content.Preceding.Select(before => LeastOf(body.Contents!.First(it => it!.Name == before)!, body, funnel, known))
            .Append(new Least(
                content.FromVisit, content.Stages is null || funnel is null ? 0 : content.Stages.Min(stage => IndexOf(funnel, stage)),
                Math.Max(content.TenureDays?.From ?? 0, content.DaysAway?.From ?? 0), content.Converted == true))
            .Aggregate((a, b) => new(Math.Max(a.Visit, b.Visit), Math.Max(a.Stage, b.Stage), Math.Max(a.Days, b.Days), a.Converted || b.Converted));

    private static string? TooEarly(SlotBody.ContentBody content, Least least, FunnelDefined? funnel)
    {
        if (least.Visit > content.ToVisit)
            return $"from visit {least.Visit} on, and it is shown up to visit {content.ToVisit}";
        if (least.Days >= content.TenureDays?.To)
            return string.Create(CultureInfo.InvariantCulture, $"after {least.Days} days, and it is shown before day {content.TenureDays.To}");
        if (least.Converted && content.Converted == false)
            return "to who has converted, and it is shown to who has not";
        return funnel is not null && content.Stages is not null && content.Stages.Max(stage => IndexOf(funnel, stage)) < least.Stage
            ? $"from stage '{funnel.Stages[least.Stage].Name}' on, and it is shown before" : null;
    }

    private static int IndexOf(FunnelDefined funnel, string stage) => Array.FindIndex(funnel.Stages, it => it.Name == stage);

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
