namespace JourneyEngine.Decisions;

/// <summary>The sentences that say why a content is shown, by language.</summary>
internal static class ReasonWords
{
    public static IReadOnlyDictionary<string, string> English { get; } = new Dictionary<string, string>
    {
        ["unknown"] = "Nothing is known about this visitor yet, so the default '{0}' is shown.",
        ["no stage"] = "No stage of the funnel is reached yet.",
        ["stage"] = "The stage reached in '{0}' is '{1}'.",
        ["converted"] = "The goal is reached.",
        ["first visit"] = "This is the first visit.",
        ["return"] = "This is visit {0}, a return.",
        ["tenure"] = "Days since the first visit began: {0}.",
        ["away"] = "Days between this visit and the one before: {0}.",
        ["held out"] = "This visitor belongs to the holdout of '{1}', to tell what personalising is worth: the default '{0}' is shown.",
        ["fixed"] = "'{1}' shows its default '{0}' to everybody.",
        ["default"] = "Nothing in '{1}' fits {3}, so its default '{0}' is shown.",
        ["only"] = "'{0}' is the only content in '{1}' that fits {3}.",
        ["drawn"] = "'{0}' was drawn with equal chance from {2} contents in '{1}' that fit {3}.",
        ["learned"] = "'{0}' was drawn from {2} contents in '{1}' that fit {3}: the more often others at this stage and visit accepted a content, the greater its chance.",
        ["first"] = "'{0}' is the first content in '{1}' that fits {3}.",
        ["others"] = "It could also have been {0}.",
        ["name"] = "'{0}'",
        ["other"] = "'{0}' ({1})",
        ["chance"] = "The chance of '{0}' was {1}.",
        ["passed"] = "Also fitting, and later in the order: {0}.",
        ["fits"] = "this stage, visit and time",
        ["fits before"] = "this stage, visit and time, and what was shown and answered before",
        ["under"] = "under {0}",
        ["over"] = "over {0}",
    };

    /// <remarks>Names are often in Latin letters: isolated, they do not turn the sentence around them (Unicode Annex 9).</remarks>
    public static IReadOnlyDictionary<string, string> Hebrew { get; } = new Dictionary<string, string>
    {
        ["unknown"] = "עדיין לא ידוע דבר על המבקר הזה, ולכן מוצגת ברירת המחדל „\u2068{0}\u2069”.",
        ["no stage"] = "עוד לא הושג אף שלב במשפך.",
        ["stage"] = "השלב שהושג ב„\u2068{0}\u2069” הוא „\u2068{1}\u2069”.",
        ["converted"] = "היעד הושג.",
        ["first visit"] = "זה הביקור הראשון.",
        ["return"] = "זה ביקור מספר {0}, ביקור חוזר.",
        ["tenure"] = "ימים מאז תחילת הביקור הראשון: {0}.",
        ["away"] = "ימים בין הביקור הזה לקודמו: {0}.",
        ["held out"] = "המבקר הזה שייך לקבוצת הביקורת של „\u2068{1}\u2069”, שנועדה לברר מה שווה ההתאמה: מוצגת ברירת המחדל „\u2068{0}\u2069”.",
        ["fixed"] = "„\u2068{1}\u2069” מציג לכולם את ברירת המחדל „\u2068{0}\u2069”.",
        ["default"] = "שום תוכן ב„\u2068{1}\u2069” לא מתאים {3}, ולכן מוצגת ברירת המחדל „\u2068{0}\u2069”.",
        ["only"] = "„\u2068{0}\u2069” הוא התוכן היחיד ב„\u2068{1}\u2069” שמתאים {3}.",
        ["drawn"] = "„\u2068{0}\u2069” הוגרל בסיכוי שווה מתוך {2} תכנים ב„\u2068{1}\u2069” שמתאימים {3}.",
        ["learned"] = "„\u2068{0}\u2069” הוגרל מתוך {2} תכנים ב„\u2068{1}\u2069” שמתאימים {3}: ככל שאחרים באותו שלב ובאותו ביקור נענו יותר לתוכן, כך גדל הסיכוי שלו.",
        ["first"] = "„\u2068{0}\u2069” הוא התוכן הראשון ב„\u2068{1}\u2069” שמתאים {3}.",
        ["others"] = "במקומו אפשר היה להציג: {0}.",
        ["name"] = "„\u2068{0}\u2069”",
        ["other"] = "„\u2068{0}\u2069” ({1})",
        ["chance"] = "הסיכוי של „\u2068{0}\u2069” היה {1}.",
        ["passed"] = "מתאימים גם כן, בהמשך הסדר: {0}.",
        ["fits"] = "לשלב, לביקור ולזמן האלה",
        ["fits before"] = "לשלב, לביקור ולזמן האלה ולמה שכבר הוצג ונענה",
        ["under"] = "פחות מ־{0}",
        ["over"] = "יותר מ־{0}",
    };
}
