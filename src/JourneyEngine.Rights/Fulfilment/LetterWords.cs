using System.Globalization;

namespace JourneyEngine.Rights.Fulfilment;

/// <summary>The words of the letter in a language.</summary>
internal sealed record LetterWords(
    string Language, string Subject, string Site, string Told, string Since, string For, string Seen, string Change, string OpensFor, string OwnBrowser, string Stop)
{
    public static IReadOnlyList<LetterWords> All { get; } =
    [
        new("en", "What we hold about you, and how to change it", "Site", "You told us, each of your own will:", "since", "for", "Your visits",
            "See all of it, correct it, take it with you, or have it forgotten:",
            "The link is yours alone: it opens your page for {0} days.",
            "It opens your page in the browser that you used with us.",
            "You can end these letters there at any time."),
        new("he", "מה אנחנו שומרים עליכם, ואיך לשנות זאת", "אתר", "סיפרתם לנו, כל פרט מרצונכם:", "מאז", "לשם", "הביקורים שלכם",
            "כאן אפשר לראות הכול, לתקן, לקחת אתכם או לבקש שנשכח:",
            "הקישור שלכם בלבד: הוא פותח את העמוד שלכם במשך {0} ימים.",
            "הוא פותח את העמוד שלכם בדפדפן שבו השתמשתם אצלנו.",
            "אפשר להפסיק שם את המכתבים האלה בכל עת."),
    ];

    public string Opens(int days) => string.Format(CultureInfo.InvariantCulture, OpensFor, days);
}
