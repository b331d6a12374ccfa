using System.Globalization;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Conditions;

namespace JourneyEngine.Decisions;

/// <summary>Why a content is shown, in plain words: told from the decision alone, now or years later.</summary>
public static class Reasons
{
    private const double Least = 0.001;

    public static IReadOnlyList<string> Languages { get; } = ["en", "he"];

    /// <summary>Why, what else could have been shown, and how sure that was.</summary>
    /// <param name="language">One of <see cref="Languages"/>.</param>
    public static string[] Explain(ContentOffered it, string language)
    {
        var words = language == "he" ? ReasonWords.Hebrew : ReasonWords.English;
        return [.. Of(it, words), .. Alternatives(it, words)];
    }

    /// <summary>As they are stored with the decision.</summary>
    internal static string[] Of(ContentOffered it) => Of(it, ReasonWords.English);

    private static string[] Of(ContentOffered it, IReadOnlyDictionary<string, string> words) =>
        it.Snapshot.Visits == 0
            ? [Format(words, "unknown", it.Content)]
            :
            [
                .. Relationship(it.Snapshot, words),
                Format(
                    words,
                    Choice(it),
                    it.Content,
                    it.Slot,
                    it.Eligible.Length,
                    words[it.Snapshot.History is null ? "fits" : "fits before"]
                ),
            ];

    /// <summary>What the decision knew of it: all that contents can be meant for.</summary>
    private static IEnumerable<string> Relationship(Snapshot it, IReadOnlyDictionary<string, string> words)
    {
        foreach (var condition in ConditionCatalog.All)
        {
            if (condition.Explain(it) is { } reason)
                yield return Format(words, reason.Key, reason.Values);
        }
    }

    private static string Choice(ContentOffered it) =>
        (it.Policy, it.Eligible.Length) switch
        {
            _ when it.HeldOut => "held out",
            (Policies.Fixed, _) => "fixed",
            (_, 0) => "default",
            (Policies.Uniform or Policies.Learning, 1) => "only",
            (Policies.Uniform, _) => "drawn",
            (Policies.Learning, _) => "learned",
            _ => "first",
        };

    private static IEnumerable<string> Alternatives(ContentOffered it, IReadOnlyDictionary<string, string> words)
    {
        var others = it
            .Eligible.Select((name, i) => (Name: name, Chance: it.Probabilities?[i] ?? it.Propensity))
            .Where(other => other.Name != it.Content)
            .ToArray();
        if (it.HeldOut || it.Policy == Policies.Fixed || others.Length == 0)
            yield break;
        if (it.Policy == Policies.Rules)
        {
            yield return Format(
                words,
                "passed",
                string.Join(", ", others.Select(other => Format(words, "name", other.Name)))
            );
            yield break;
        }

        yield return Format(words, "chance", it.Content, Share(words, it.Propensity));
        yield return Format(
            words,
            "others",
            string.Join(", ", others.Select(other => Format(words, "other", other.Name, Share(words, other.Chance))))
        );
    }

    /// <remarks>What can be is never said to have a chance of 0, nor what need not be one of 100 %.</remarks>
    private static string Share(IReadOnlyDictionary<string, string> words, double chance) =>
        chance switch
        {
            < Least => Format(words, "under", Percent(Least)),
            > 1 - Least => Format(words, "over", Percent(1 - Least)),
            _ => Percent(chance),
        };

    private static string Percent(double share) => share.ToString("0.# %", CultureInfo.InvariantCulture);

    private static string Format(IReadOnlyDictionary<string, string> words, string key, params object[] values) =>
        string.Format(CultureInfo.InvariantCulture, words[key], values);
}
