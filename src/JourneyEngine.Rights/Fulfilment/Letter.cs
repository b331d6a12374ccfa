using System.Globalization;
using System.Text;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using JourneyEngine.Vault;

namespace JourneyEngine.Rights.Fulfilment;

/// <summary>What a message says.</summary>
internal sealed record Words(string Subject, string Text);

/// <summary>The letter that says what is held about a visitor, and how to change it: by kind, never by content.</summary>
/// <param name="IsVouched">Whether its link opens the page for whoever has it; the address is surely the visitor's then.</param>
internal sealed record Letter(string Site, NoticePublished Notice, IReadOnlyList<ToldDetail> Told, Journey Journey, bool IsVouched)
{
    public Words Written(Uri link)
    {
        var text = new StringBuilder();
        foreach (var words in LetterWords.All)
            In(words, link, text.Append(text.Length > 0 ? "\n\n" : ""));
        return new Words(string.Join(" / ", LetterWords.All.Select(it => it.Subject)), text.ToString());
    }

    private void In(LetterWords words, Uri link, StringBuilder text)
    {
        text.Append(words.Subject).Append("\n\n").Append(words.Site).Append(": ").Append(Site).Append("\n\n").Append(words.Told).Append('\n');
        foreach (var it in Told)
            text.Append("- ").Append(it.Field).Append(", ").Append(words.Since).Append(' ').Append(Day(it.Since)).Append(", ").Append(words.For).Append(": ").AppendJoin(", ", it.Purposes).Append('\n');
        if (!Journey.Visits.IsEmpty)
        {
            text.Append('\n').Append(words.Seen).Append(": ").Append(Journey.Visits.Length.ToString(CultureInfo.InvariantCulture)).Append(", ").Append(words.Since).Append(' ')
                .Append(Day(DateTimeOffset.FromUnixTimeMilliseconds(Journey.Visits[0].Start))).Append(".\n");
            foreach (var kind in Notice.Kinds)
                text.Append("- ").Append(kind.Kind).Append(" (").Append(kind.Purpose).Append("): ").Append(Reason(kind.Reason, words.Language)).Append('\n');
        }

        text.Append('\n').Append(words.Change).Append('\n').Append(link).Append('\n')
            .Append(IsVouched ? words.Opens(PrivacyLinks.Lifetime.Days) : words.OwnBrowser).Append('\n').Append(words.Stop).Append('\n');
    }

    private static string Reason(IReadOnlyDictionary<string, string> reasons, string language) =>
        reasons.GetValueOrDefault(language) ?? reasons.Values.FirstOrDefault() ?? "";

    private static string Day(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
