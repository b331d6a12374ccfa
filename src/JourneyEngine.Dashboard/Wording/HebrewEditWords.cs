namespace JourneyEngine.Dashboard.Wording;

internal static class HebrewEditWords
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["edit.name"] = "שם",
        ["edit.draft"] = "הגדרה (JSON)",
        ["edit.help"] = "אותו טקסט שהממשק מקבל; דוגמאות נמצאות בכתובת",
        ["edit.preview"] = "תצוגה מקדימה על העבר",
        ["edit.save"] = "שמירה כגרסה הבאה",
        ["edit.saved"] = "נשמר. תקף מעכשיו, ובדוחות על כל ההיסטוריה.",
        ["edit.admin"] = "שמירה דורשת תפקיד מנהל. הטיוטה נמצאת בכתובת הדף: אפשר לשלוח אותה למי שיש לו.",
        ["editfunnel.title"] = "עריכת משפך",
        ["editfunnel.lead"] = "משנים את השלבים, רואים איך העבר היה נראה, ואז שומרים. דבר לא משתנה לפני השמירה.",
        ["whatif.tile"] = "עם המשפך הזה, העבר היה נראה כך",
        ["whatif.stages"] = "מבקרים לפי השלב המתקדם ביותר",
        ["whatif.visits"] = "המרה לפי מספר הביקור",
        ["whatif.now"] = "כמו שהוא",
        ["whatif.then"] = "עם הטיוטה",
        ["whatif.rate"] = "שיעור: {0}",
        ["whatif.summary"] = "עם הטיוטה {0} מתוך {1} מבקרים היו ממירים; כמו שהוא, {2}.",
        ["definition.whatif"] = "הפעולות של כל מבקר מקופלות מחדש לפי שתי ההגדרות. בסיכון בביקור k: מבקרים שהגיעו לביקור k ולא המירו לפניו.",
        ["editslot.title"] = "עריכת משבצת",
        ["editslot.lead"] = "נותנים שם של משבצת, משנים תכנים או מדיניות, רואים מה היה מתקבל בהחלטות שנעשו, ואז שומרים.",
        ["estimate.tile"] = "עם המשבצת הזאת, מבקרים היו נענים",
        ["estimate.visits"] = "לפי מספר הביקור (1, 2, 3, 4 עד 6, 7 ויותר)",
        ["estimate.stages"] = "לפי שלב",
        ["estimate.decisions"] = "החלטות",
        ["estimate.logged"] = "כפי שהיה",
        ["estimate.would"] = "אומדן",
        ["estimate.summary"] = "באומדן {0} ({1}) היו נענים; {2} נענו, מתוך {3} החלטות.",
        ["definition.estimate"] = "אומדן doubly robust מההסתברויות שנרשמו, עם רווח bootstrap של 95%: היענויות להחלטה. קבוצת הביקורת לא נכללת.",
    };
}
