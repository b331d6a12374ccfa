using JourneyEngine.Contracts;
using JourneyEngine.Contracts.Naming;

namespace JourneyEngine.Sites;

/// <summary>What is wrong with the kinds of a notice and their properties.</summary>
internal static class CheckKinds
{
    private const int MostKinds = 500;
    private const int MostNames = 500;
    private const int MostProperties = 100;
    private const int LongestName = 256;
    private const int LongestRetention = 3_650;

    private static readonly string[] NoInteractions = ["identify", "alias", "group"];

    /// <summary>Kept in places of their own, without their queries, or not at all.</summary>
    private static readonly string[] Addresses = ["path", "url", "referrer", "search"];

    public static IEnumerable<string> Errors(IReadOnlyList<NoticeBody.KindBody?>? kinds, HashSet<string> purposes) =>
        kinds is null
            ? ["kinds is missing: a notice says what is collected."]
            : NoticeErrors
                .Each("kinds", kinds, MostKinds, (place, kind) => OfKind(place, kind, purposes))
                .Concat(Overlaps(kinds));

    private static IEnumerable<string> OfKind(string place, NoticeBody.KindBody kind, HashSet<string> purposes)
    {
        foreach (var error in NoticeErrors.Worded(place, kind.Reason))
            yield return error;
        if (string.IsNullOrWhiteSpace(kind.Kind) || kind.Kind.Length > LongestName || kind.Kind.Any(char.IsControl))
            yield return $"{place}.kind has 1 to {LongestName} characters.";
        else if (NoInteractions.Contains(kind.Kind))
            yield return $"{place}.kind: {kind.Kind} is no interaction.";
        if (kind.Names is { Count: 0 })
            yield return $"{place}.names is empty; leave it out for any name.";
        foreach (var error in NoticeErrors.Texts(place + ".names", kind.Names, MostNames, LongestName))
            yield return error;
        if (kind.Purpose is null || !purposes.Contains(kind.Purpose))
            yield return NoticeErrors.NoPurpose($"{place}.purpose", kind.Purpose);
        var longest = kind.Purpose == Purpose.Measure ? DefaultNotice.RetentionDays : LongestRetention;
        if (kind.RetentionDays < 1 || kind.RetentionDays > longest)
            yield return $"{place}.retentionDays is 1 to "
                + $"{longest}{(longest == LongestRetention ? "" : " (25 months) for what is measured")}.";
        foreach (
            var error in NoticeErrors
                .Each(place + ".properties", kind.Properties, MostProperties, OfProperty)
                .Concat(NoticeErrors.Twice(place + ".properties", kind.Properties, it => it.Name))
        )
            yield return error;
    }

    private static IEnumerable<string> OfProperty(string place, NoticeBody.PropertyBody property)
    {
        foreach (var error in NoticeErrors.Worded(place, property.Reason))
            yield return error;
        if (string.IsNullOrWhiteSpace(property.Name) || property.Name.Length > 100 || property.Name.Any(char.IsControl))
            yield return $"{place}.name has 1 to 100 characters.";
        else if (Addresses.Contains(property.Name))
            yield return $"{place}.name: of addresses only path, referrer's host and campaign are kept, without being "
                + $"declared.";
        if (property.Type is null || !PropertyTypes.All.Contains(property.Type))
            yield return $"{place}.type is one of {string.Join(", ", PropertyTypes.All)}.";
        foreach (var (i, like) in (property.Resembles ?? []).Index())
        {
            if (like is null || !Resemblances.All.Contains(like))
                yield return $"{place}.resembles[{i}] is one of {string.Join(", ", Resemblances.All)}.";
        }
    }

    /// <remarks>Visitors and engine alike must find one declaration for an interaction, not two.</remarks>
    private static IEnumerable<string> Overlaps(IReadOnlyList<NoticeBody.KindBody?> kinds)
    {
        var seen = new Dictionary<(string Kind, string? Name), int>();
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (i, it) in kinds.Index())
        {
            if (it?.Kind is not { } kind)
                continue;
            if (seen.TryGetValue((kind, null), out var any) || (it.Names is null && first.TryGetValue(kind, out any)))
                yield return $"kinds[{i}] overlaps kinds[{any}]: one of them takes {kind} with any name.";
            foreach (
                var name in it.Names?.Select(name => name is null ? null : NormalText.Name(name)).Distinct() ?? [null]
            )
            {
                if (!seen.TryAdd((kind, name), i) && name is not null)
                    yield return $"kinds[{i}] overlaps kinds[{seen[(kind, name)]}]: both take {kind} '{name}'.";
            }

            first.TryAdd(kind, i);
        }
    }
}
