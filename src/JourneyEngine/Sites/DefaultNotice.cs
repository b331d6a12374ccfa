using JourneyEngine.Contracts;

namespace JourneyEngine.Sites;

/// <summary>The notice of a site that has published none: ordinary page, track and screen calls, counted and nothing
/// more. Its version is 0.</summary>
public static class DefaultNotice
{
    /// <summary>25 months: how long first-party measurement may keep an interaction (the French authority's exemption,
    /// CNIL 2020-091).</summary>
    public const int RetentionDays = 760;

    private static readonly NoticePurpose Measure = new(
        Purpose.Measure,
        Said(
            "To count visits and to see what is used here, without knowing who you are.",
            "כדי לספור ביקורים ולראות במה משתמשים כאן, בלי לדעת מי אתם."
        ),
        ["analytics", "analytics_storage", "measurement", "performance", "statistics"]
    );

    private static readonly NoticePurpose Personalize = new(
        Purpose.Personalize,
        Said(
            "To show what fits how often you have been here and what you did here.",
            "כדי להציג מה שמתאים למספר הביקורים שלכם כאן ולמה שעשיתם כאן."
        ),
        ["personalisation", "personalization", "personalization_storage"]
    );

    /// <summary>Always among a notice's purposes, so worded where a site leaves it out.</summary>
    public static IReadOnlyList<NoticePurpose> Purposes { get; } = [Measure, Personalize];

    public static NoticePublished Value { get; } =
        new(
            0,
            [.. Purposes],
            [
                Any("page", Said("Which pages are read, and in what order.", "אילו עמודים נקראים, ובאיזה סדר.")),
                Any(
                    "track",
                    Said("What is done here, such as to sign up or to order.", "מה עושים כאן, כמו להירשם או להזמין.")
                ),
                Any("screen", Said("Which screens of the app are opened.", "אילו מסכים נפתחים באפליקציה.")),
            ],
            [],
            DateTimeOffset.UnixEpoch
        );

    private static NoticeKind Any(string kind, SortedDictionary<string, string> reason) =>
        new(kind, null, Purpose.Measure, reason, RetentionDays, []);

    private static SortedDictionary<string, string> Said(string english, string hebrew) =>
        new(StringComparer.Ordinal) { ["en"] = english, ["he"] = hebrew };
}
