using System.Text.Json;
using JourneyEngine.Contracts;

namespace JourneyEngine.Sites;

/// <summary>What is wrong with a notice, each with its place: <c>kinds[2].properties[0].type is one of
/// ...</c></summary>
internal static class CheckNotice
{
    /// <summary>Of what is wrong, told at once.</summary>
    public const int MostTold = 20;

    private const int MostPurposes = 50;
    private const int MostDetails = 50;
    private const int MostSignals = 50;

    public static IEnumerable<string> Errors(NoticeBody body)
    {
        foreach (var error in Unknown("the notice", body.Extra, "purposes, kinds, details"))
            yield return error;
        var purposes = (body.Purposes ?? [])
            .Select(it => it?.Name)
            .OfType<string>()
            .Append(Purpose.Measure)
            .Append(Purpose.Personalize)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var error in Each("purposes", body.Purposes, MostPurposes, OfPurpose).Concat(SignalsTwice(body)))
            yield return error;
        foreach (var error in CheckKinds.Errors(body.Kinds, purposes))
            yield return error;
        foreach (
            var error in Each(
                    "details",
                    body.Details,
                    MostDetails,
                    (place, detail) => OfDetail(place, detail, purposes)
                )
                .Concat(Twice("details", body.Details, it => it.Name))
        )
            yield return error;
    }

    private static IEnumerable<string> OfPurpose(string place, NoticeBody.PurposeBody purpose)
    {
        foreach (
            var error in Named(place, purpose.Name)
                .Concat(Worded(place, purpose.Reason))
                .Concat(Unknown(place, purpose.Extra, "name, reason, signals"))
        )
            yield return error;
        if (purpose.Reason is null or { Count: 0 } && purpose.Name is not (Purpose.Measure or Purpose.Personalize))
            yield return $"{place}.reason is missing: nobody can consent to what is not explained.";
        foreach (var error in Texts(place + ".signals", purpose.Signals, MostSignals, 100))
            yield return error;
    }

    /// <remarks>A signal that meant two purposes would grant one for the other.</remarks>
    private static IEnumerable<string> SignalsTwice(NoticeBody body) =>
        from signals in (body.Purposes ?? [])
            .Index()
            .Where(it => it.Item is not null)
            .SelectMany(it =>
                (it.Item!.Signals ?? [])
                    .Append(it.Item.Name)
                    .OfType<string>()
                    .Distinct(StringComparer.OrdinalIgnoreCase)
                    .Select(signal => (it.Index, Signal: signal))
            )
            .GroupBy(it => it.Signal, StringComparer.OrdinalIgnoreCase)
        where signals.Count() > 1
        select $"purposes[{signals.Last().Index}] and purposes[{signals.First().Index}] both go by '{signals.Key}'.";

    private static IEnumerable<string> OfDetail(string place, NoticeBody.DetailBody detail, HashSet<string> purposes)
    {
        foreach (
            var error in Named(place, detail.Name)
                .Concat(Worded(place, detail.Reason))
                .Concat(Unknown(place, detail.Extra, "name, shape, purposes, reason"))
        )
            yield return error;
        if (detail.Shape is null || !DetailShapes.All.Contains(detail.Shape))
            yield return $"{place}.shape is one of {string.Join(", ", DetailShapes.All)}.";
        if (detail.Purposes is null or { Count: 0 })
            yield return $"{place}.purposes is missing: a detail is told for a purpose.";
        foreach (var (i, purpose) in (detail.Purposes ?? []).Index())
        {
            if (purpose is null || !purposes.Contains(purpose))
                yield return $"{place}.purposes[{i}] names no purpose of this notice.";
            else if (purpose is Purpose.Measure or Purpose.Personalize)
                yield return $"{place}.purposes[{i}]: neither {Purpose.Measure} nor {Purpose.Personalize} ever "
                    + "sees a detail.";
        }
    }

    internal static IEnumerable<string> Each<T>(
        string place,
        IReadOnlyList<T?>? items,
        int most,
        Func<string, T, IEnumerable<string>> errors
    )
        where T : class
    {
        if (items?.Count > most)
            return [$"{place} has at most {most} entries."];
        return (items ?? [])
            .Index()
            .SelectMany(it =>
                it.Item is null ? [$"{place}[{it.Index}] is empty."] : errors($"{place}[{it.Index}]", it.Item)
            );
    }

    internal static IEnumerable<string> Twice<T>(string place, IReadOnlyList<T?>? items, Func<T, string?> name)
        where T : class =>
        from same in (items ?? [])
            .Index()
            .Where(it => it.Item is not null && name(it.Item) is not null)
            .GroupBy(it => name(it.Item!), StringComparer.Ordinal)
        where same.Count() > 1
        select $"{place}[{same.Last().Index}] has the name of {place}[{same.First().Index}].";

    internal static IEnumerable<string> Texts(string place, IReadOnlyList<string?>? texts, int most, int longest) =>
        Each(
            place,
            texts,
            most,
            (at, text) =>
                string.IsNullOrWhiteSpace(text) || text.Length > longest ? [$"{at} has 1 to {longest} characters."] : []
        );

    internal static IEnumerable<string> Worded(string place, IReadOnlyDictionary<string, string>? reason)
    {
        foreach (var (language, text) in reason ?? new Dictionary<string, string>())
        {
            if (
                language.Length is < 2 or > 35
                || !char.IsAsciiLetterLower(language[0])
                || language.Any(it => !char.IsAsciiLetterOrDigit(it) && it != '-')
            )
                yield return $"{place}.reason is by language, such as en or he.";
            else if (string.IsNullOrWhiteSpace(text) || text.Length > 2_000)
                yield return $"{place}.reason.{language} has 1 to 2000 characters.";
        }
    }

    internal static IEnumerable<string> Unknown(string place, Dictionary<string, JsonElement>? extra, string known) =>
        extra is { Count: > 0 }
            ? [$"{place} has {string.Join(", ", extra.Keys.Take(3))}, but may have {known} only."]
            : [];

    private static IEnumerable<string> Named(string place, string? name) =>
        name is { Length: >= 1 and <= 64 }
        && char.IsAsciiLetterLower(name[0])
        && name.All(it => char.IsAsciiLetterLower(it) || char.IsAsciiDigit(it) || it is '_' or '-' or '.')
            ? []
            : [$"{place}.name begins with a small letter and has 1 to 64 small letters, digits, '_', '-' or '.'."];
}
