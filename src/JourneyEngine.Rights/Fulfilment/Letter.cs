using System.Globalization;
using System.Text;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Vault;
using Microsoft.Extensions.Localization;

namespace JourneyEngine.Rights.Fulfilment;

/// <summary>What a message says.</summary>
internal sealed record Words(string Subject, string Text);

/// <summary>The letter that says what is held about a visitor, and how to change it: by kind, never by
/// content.</summary>
/// <param name="IsVouched">Whether its link opens the page for whoever has it; the address is surely the visitor's
/// then.</param>
internal sealed record Letter(
    string Site,
    NoticePublished Notice,
    IReadOnlyList<ToldDetail> Told,
    Journey Journey,
    bool IsVouched
)
{
    public Words Written(IStringLocalizer<LetterWords> words, Uri link)
    {
        var written = LetterWords.InEach(language => new Words(words["subject"], In(language, words, link)));
        return new Words(
            string.Join(" / ", written.Select(it => it.Subject)),
            string.Join("\n\n", written.Select(it => it.Text))
        );
    }

    private string In(string language, IStringLocalizer<LetterWords> words, Uri link)
    {
        var text = new StringBuilder();
        text.Append(words["subject"])
            .Append("\n\n")
            .Append(words["site", Site])
            .Append("\n\n")
            .Append(words["told"])
            .Append('\n');
        foreach (var it in Told)
            text.Append(words["detail", it.Field, Day(it.Since), string.Join(", ", it.Purposes)]).Append('\n');
        if (!Journey.Visits.IsEmpty)
        {
            var first = DateTimeOffset.FromUnixTimeMilliseconds(Journey.Visits[0].Start);
            text.Append('\n').Append(words["visits", Journey.Visits.Length, Day(first)]).Append('\n');
            foreach (var kind in Notice.Kinds)
                text.Append($"- {kind.Kind} ({kind.Purpose}): {Reason(kind.Reason, language)}\n");
        }

        var opens = IsVouched ? words["opens", PrivacyLinks.Lifetime.Days] : words["own browser"];
        return text.Append('\n').AppendJoin('\n', words["change"], link, opens, words["stop"]).Append('\n').ToString();
    }

    private static string Reason(IReadOnlyDictionary<string, string> reasons, string language) =>
        reasons.GetValueOrDefault(language) ?? reasons.Values.FirstOrDefault() ?? "";

    private static string Day(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
