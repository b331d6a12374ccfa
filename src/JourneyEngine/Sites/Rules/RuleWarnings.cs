using JourneyEngine.Http;
using JourneyEngine.Settings;
using Npgsql;

namespace JourneyEngine.Sites.Rules;

/// <summary>What can be saved, and is hardly meant: rules that nothing which is stored will ever meet.</summary>
internal static class RuleWarnings
{
    private const int MostTold = 20;
    private const int LongestTold = 64;

    /// <summary>Names of a rule: each is compared with all that arrive.</summary>
    private const int MostLookedAt = 50;

    public static async Task<IEnumerable<string>> Read(
        IReadOnlyList<Rule> rules,
        string site,
        SiteNotices notices,
        NpgsqlDataSource database,
        CancellationToken cancellation
    ) =>
        rules.Any(it => it.Evidence is not { Kind: null, Name: null, Path: null, PathPrefix: null })
            ? Of(
                rules,
                (await notices.Of(site, cancellation)).Notice,
                await ArrivingNames.Read(database, site, cancellation)
            )
            : [];

    /// <param name="rules">All that are saved together: what one of them asks for, another one does not
    /// misspell.</param>
    public static IEnumerable<string> Of(IReadOnlyList<Rule> rules, NoticeRules notice, ArrivingNames arriving) =>
        rules.SelectMany(it => Of(it, rules, notice, arriving)).Distinct().Take(MostTold);

    private static IEnumerable<string> Of(
        Rule rule,
        IReadOnlyList<Rule> rules,
        NoticeRules notice,
        ArrivingNames arriving
    )
    {
        var kind = rule.Evidence.Kind;
        if (kind is not null && !notice.Declares(kind))
        {
            if (!arriving.HaveKind(kind))
                yield return $"{rule.Place} asks for the kind '{Told(kind)}'. The notice does not declare it, so it is "
                    + $"never stored. {Declared(kind, notice)}";
            yield break;
        }

        foreach (var path in new[] { rule.Evidence.Path, rule.Evidence.PathPrefix }.OfType<string>())
        {
            if (kind is null or "page" && !path.StartsWith('/'))
                yield return $"{rule.Place} asks for the path '{Told(path)}'. Paths of pages begin with '/': did you mean "
                    + $"'/{Told(path)}'?";
        }

        foreach (var name in rule.Evidence.Name?.Where(it => !arriving.Have(kind, it)).Take(MostLookedAt) ?? [])
        {
            var declarations = notice.Notice.Kinds.Where(it => kind is null || it.Kind == kind).ToArray();
            if (declarations.All(it => notice.Find(it.Kind, name) is null))
                yield return $"{rule.Place} asks for {Told(kind, name)}. The notice does not declare that name, so it is "
                    + $"never stored.{NearestName.Meant(name, declarations.SelectMany(it => it.Names ?? []))}";
            else if (
                declarations.All(it => notice.Find(it.Kind, name)?.Kind.Names is null)
                && Near(kind, name, rules, arriving) is { } near
            )
                yield return $"{rule.Place} asks for {Told(kind, name)}, and none is among the latest interactions. "
                    + $"Did you mean {Told(near.Kind, near.Name)}, which is? Names are told apart by every letter.";
        }
    }

    private static (string Kind, string Name)? Near(
        string? kind,
        string name,
        IReadOnlyList<Rule> rules,
        ArrivingNames arriving
    ) =>
        arriving
            .Frequent.Select(it => (Seen: it, Distance: NearestName.Distance(name, it.Name)))
            .Where(it => it.Distance is not null && !rules.Any(rule => rule.AsksFor(it.Seen.Kind, it.Seen.Name)))
            .OrderBy(it => it.Distance)
            .ThenBy(it => kind is not null && it.Seen.Kind != kind)
            .Select(it => ((string, string)?)it.Seen)
            .FirstOrDefault();

    private static string Declared(string kind, NoticeRules notice)
    {
        var kinds = notice.Notice.Kinds.Select(it => it.Kind).Distinct().ToArray();
        return NearestName.Of(kind, kinds) is { } near
            ? $"Did you mean '{near}'?"
            : $"Declared are: {string.Join(", ", kinds)}.";
    }

    private static string Told(string? kind, string name) => $"{(kind is null ? "" : Told(kind) + " ")}'{Told(name)}'";

    private static string Told(string text) => text.Cut(LongestTold);
}
