using JourneyEngine.Http.Personal;

namespace JourneyEngine.Sites;

/// <summary>What is wrong with a part of a notice, whatever the part declares.</summary>
internal static class NoticeErrors
{
    public static IEnumerable<string> Each<T>(
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

    public static IEnumerable<string> Twice<T>(string place, IReadOnlyList<T?>? items, Func<T, string?> name)
        where T : class =>
        from same in (items ?? [])
            .Index()
            .Where(it => it.Item is not null && name(it.Item) is not null)
            .GroupBy(it => name(it.Item!), StringComparer.Ordinal)
        where same.Count() > 1
        select $"{place}[{same.Last().Index}] has the name of {place}[{same.First().Index}].";

    public static IEnumerable<string> Texts(string place, IReadOnlyList<string?>? texts, int most, int longest) =>
        Each(
            place,
            texts,
            most,
            (at, text) =>
                string.IsNullOrWhiteSpace(text) || text.Length > longest ? [$"{at} has 1 to {longest} characters."] : []
        );

    public static IEnumerable<string> Worded(string place, IReadOnlyDictionary<string, string>? reason)
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

    public static string NoPurpose(string place, string? purpose) =>
        purpose is null
            ? $"{place} is missing: it is a purpose of this notice."
            : $"{place}: this notice does not have a purpose '{ToldName.Of(purpose)}'.";

    public static IEnumerable<string> Named(string place, string? name) =>
        name is { Length: >= 1 and <= 64 }
        && char.IsAsciiLetterLower(name[0])
        && name.All(it => char.IsAsciiLetterLower(it) || char.IsAsciiDigit(it) || it is '_' or '-' or '.')
            ? []
            : [$"{place}.name begins with a small letter and has 1 to 64 small letters, digits, '_', '-' or '.'."];
}
