namespace JourneyEngine.Decisions;

/// <summary>The sentences that say why a content is shown, by language.</summary>
internal static class ReasonWords
{
    public static IReadOnlyDictionary<string, string> English { get; } = new Dictionary<string, string>
    {
        ["unknown"] = "Nothing is known about this visitor yet, so the default '{0}' is shown.",
        ["no stage"] = "No stage of the funnel is reached yet.",
        ["stage"] = "The stage reached in '{0}' is '{1}'.",
        ["first visit"] = "This is the first visit.",
        ["return"] = "This is visit {0}, a return.",
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
        ["fits"] = "this stage and visit",
        ["fits before"] = "this stage and visit, and what was shown and answered before",
        ["under"] = "under {0}",
        ["over"] = "over {0}",
    };

    public static IReadOnlyDictionary<string, string> Hebrew { get; } = new Dictionary<string, string>
    {
        ["unknown"] = "עדיין לא ידוע דבר על המבקר הזה, ולכן מוצגת ברירת המחדל „{0}”.",
        ["no stage"] = "עוד לא הושג אף שלב במשפך.",
        ["stage"] = "השלב שהושג ב„{0}” הוא „{1}”.",
        ["first visit"] = "זה הביקור הראשון.",
        ["return"] = "זה ביקור מספר {0}, ביקור חוזר.",
        ["held out"] = "המבקר הזה שייך לקבוצת הביקורת של „{1}”, שנועדה לברר מה שווה ההתאמה: מוצגת ברירת המחדל „{0}”.",
        ["fixed"] = "„{1}” מציג לכולם את ברירת המחדל „{0}”.",
        ["default"] = "שום תוכן ב„{1}” לא מתאים {3}, ולכן מוצגת ברירת המחדל „{0}”.",
        ["only"] = "„{0}” הוא התוכן היחיד ב„{1}” שמתאים {3}.",
        ["drawn"] = "„{0}” הוגרל בסיכוי שווה מתוך {2} תכנים ב„{1}” שמתאימים {3}.",
        ["learned"] = "„{0}” הוגרל מתוך {2} תכנים ב„{1}” שמתאימים {3}: ככל שאחרים באותו שלב ובאותו ביקור נענו יותר לתוכן, כך גדל הסיכוי שלו.",
        ["first"] = "„{0}” הוא התוכן הראשון ב„{1}” שמתאים {3}.",
        ["others"] = "במקומו אפשר היה להציג: {0}.",
        ["name"] = "„{0}”",
        ["other"] = "„{0}” ({1})",
        ["chance"] = "הסיכוי של „{0}” היה {1}.",
        ["passed"] = "מתאימים גם כן, בהמשך הסדר: {0}.",
        ["fits"] = "לשלב ולביקור האלה",
        ["fits before"] = "לשלב ולביקור האלה ולמה שכבר הוצג ונענה",
        ["under"] = "פחות מ־{0}",
        ["over"] = "יותר מ־{0}",
    };
}
