using System.Globalization;
using JourneyEngine.Contracts;
using JourneyEngine.Privacy;
using Microsoft.Extensions.Localization;

namespace JourneyEngine.Rights.Pages;

/// <summary>The words of the visitor's page, in the language of its request.</summary>
/// <remarks>English in <c>Words.resx</c>, Hebrew in <c>Words.he.resx</c>.</remarks>
public sealed class Words(IStringLocalizer<Words> words)
{
    private static readonly string[] KnownPurposes =
    [
        Contracts.Purpose.Measure,
        Contracts.Purpose.Personalize,
        "updates",
        "birthday",
        "nearby",
    ];
    private static readonly string[] KnownDetails = ["email", "phone", "birth_date", "residence"];

    /// <summary>Of the page that is being made.</summary>
    public string Language => CultureInfo.CurrentUICulture.Name;

    public string Direction => Language == "he" ? "rtl" : "ltr";

    public string this[string key] => words[key];

    public string Of(string key, params object[] values) => words[key, values];

    /// <summary>What a site says in several languages: in this one, else in English, else in any.</summary>
    public string In(IReadOnlyDictionary<string, string> said) =>
        said.GetValueOrDefault(Language) ?? said.GetValueOrDefault("en") ?? said.Values.FirstOrDefault() ?? "";

    public string Purpose(string name) => KnownPurposes.Contains(name) ? this["purpose." + name] : name;

    public string Detail(string name) => KnownDetails.Contains(name) ? this["detail." + name] : name;

    public string Times(long count) =>
        count switch
        {
            1 => this["times.one"],
            2 => this["times.two"],
            _ => Of("times", count),
        };

    /// <summary>A time as people say it, in UTC, with the month spelled out.</summary>
    public string Moment(DateTimeOffset at) =>
        Of("moment", at.UtcDateTime.Day, Month(at), at.UtcDateTime.Year, Clock(at));

    public string Moments(DateTimeOffset start, DateTimeOffset end) =>
        Clock(start) == Clock(end)
            ? Moment(start)
            : Of("moments", start.UtcDateTime.Day, Month(start), start.UtcDateTime.Year, Clock(start), Clock(end));

    private string Month(DateTimeOffset at) =>
        this["month." + at.UtcDateTime.Month.ToString(CultureInfo.InvariantCulture)];

    private static string Clock(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture);

    public string Kind(NoticeKind kind) =>
        this[kind.Kind is "page" or "track" or "screen" ? "kind." + kind.Kind : "kind.other"]
        + (kind.Names is null ? "" : $" ({string.Join(", ", kind.Names)})");

    public string Act(Transparency.Act act)
    {
        var did = Of(
            act.Kind is "page" or "track" or "screen" ? "act." + act.Kind : "act.other",
            act.Name ?? act.Path ?? this["act.unnamed"]
        );
        var from =
            act.Campaign is { } campaign ? " " + Of("act.campaign", campaign)
            : act.From is { } host ? " " + Of("act.from", host)
            : "";
        return did + from;
    }

    /// <summary>Where the visitor stood and by which act, how the choice was made, what else it could have been, and
    /// with what chance.</summary>
    public string Why(Transparency.Shown shown) => string.Join(' ', Parts(shown));

    private IEnumerable<string> Parts(Transparency.Shown shown)
    {
        if (shown.Visits == 0)
        {
            yield return this["why.unknown"];
            yield break;
        }

        yield return Of(shown.Stage is null ? "why.visit" : "why.stage", shown.Visits, shown.Stage ?? "");
        if (shown.Because is { } act)
            yield return Of("why.because", Moment(act.At), Act(act));
        var drawn = !shown.HeldOut && shown.Policy is Policies.Uniform or Policies.Learning && shown.Eligible.Count > 1;
        yield return shown.HeldOut ? this["why.held"]
        : shown.Policy == Policies.Fixed ? this["why.fixed"]
        : shown.Eligible.Count == 0 ? this["why.default"]
        : drawn ? Of(shown.Policy == Policies.Learning ? "why.learned" : "why.drawn", shown.Eligible.Count)
        : this["why.first"];
        if (drawn)
            yield return Of("why.others", string.Join(", ", shown.Others), Chance(shown.Propensity));
    }

    private string Chance(double chance) =>
        chance < 0.001 ? Of("why.under", "0.1")
        : chance > 0.999 ? Of("why.over", "99.9")
        : (chance * 100).ToString("0.#", CultureInfo.InvariantCulture);

    public string Chosen(ConsentState.Choice choice) =>
        string.Join(
            "; ",
            new[] { (Key: "choices.yes", Purposes: choice.Granted), (Key: "choices.no", Purposes: choice.Refused) }
                .Where(it => it.Purposes.Length > 0)
                .Select(it => Of(it.Key, string.Join(", ", it.Purposes.Select(Purpose))))
        );

    public string Autocomplete(string shape) =>
        shape switch
        {
            "email" => "email",
            "phone" => "tel",
            "date" => "bday",
            "residence" => "address-level2",
            _ => "off",
        };
}
