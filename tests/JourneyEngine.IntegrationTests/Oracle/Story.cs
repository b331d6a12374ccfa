namespace JourneyEngine.IntegrationTests.Oracle;

/// <summary>A made-up history of a site, drawn from a seed: visitors who come around the changes of the clocks.</summary>
internal static class Story
{
    public static readonly DateTimeOffset End = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);

    public static readonly Plan Shop = new(
        "חנות",
        new Stage("קורא", [new Rule("page", ["מאמר"])]),
        new Stage("מתעניין", [new Rule("page", Prefix: "/מוצרים", Count: 2), new Rule(Path: "/מחירון", Visits: 2)]),
        new Stage("עגלה", [new Rule("track", ["הוספה לעגלה", "café"])]),
        new Stage("לקוח", [new Rule("track", ["נרשמו"])], Goal: true)
    );

    public static readonly Plan Loyal = new(
        "Loyal",
        new Stage("Here", [new Rule("page")]),
        new Stage("Here too", [new Rule("page"), new Rule("screen", Count: 2)]),
        new Stage("Back", [new Rule(Visits: 2)]),
        new Stage("Both", [new Rule("track", ["הוספה לעגלה"]), new Rule(Prefix: "/מוצרים")], All: true),
        new Stage("Regular", [new Rule("track", ["נרשמו"], Count: 2, Visits: 3)], Goal: true),
        new Stage("Reads on", [new Rule(Names: ["מאמר"], Path: "/בלוג/שלום", Count: 2)])
    );

    private static readonly (string Kind, string Name, string? Path)[] Deeds =
    [
        ("page", "בית", "/"),
        ("page", "בית", "/"),
        ("page", "מאמר", "/בלוג/שלום"),
        ("page", "מאמר", "/בלוג/crème brûlée"),
        ("page", "מוצר", "/מוצרים/ספר"),
        ("page", "מוצר", "/מוצרים"),
        ("page", "מוצר", "/מוצרים-ישנים"),
        ("page", "מחירון", "/מחירון"),
        ("screen", "מאמר", null),
        ("track", "מאמר", null),
        ("track", "הוספה לעגלה", "/מוצרים/ספר"),
        ("track", "café", null),
        ("track", "נרשמו", null),
        ("track", "ביטול", null),
    ];

    private static readonly TimeSpan[] Steps =
    [
        TimeSpan.Zero,
        TimeSpan.Zero,
        TimeSpan.FromSeconds(1),
        TimeSpan.FromSeconds(40),
        TimeSpan.FromMinutes(4),
        TimeSpan.FromMinutes(30),
    ];

    private static readonly TimeSpan[] Pauses =
    [
        new(0, 30, 1),
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(23),
        TimeSpan.FromDays(1),
        TimeSpan.FromDays(2.9),
        TimeSpan.FromDays(7),
        TimeSpan.FromDays(12),
        TimeSpan.FromDays(30),
        TimeSpan.FromDays(30) + TimeSpan.FromSeconds(1),
        TimeSpan.FromDays(50),
    ];

    private static readonly string?[] Campaigns = [null, null, "spring", "מבצע", "spring sale", "mail"];
    private static readonly string?[] Referrers = [null, null, "google.com", "news.example", "xn--7dbee7eg.example"];

    public static List<Act> Of(Random random, int visitors) =>
        [.. Enumerable.Range(1, visitors).SelectMany(it => Life(random, $"v{it}"))];

    public static Act Deed(Random random, string visitor, DateTimeOffset at)
    {
        var (kind, name, path) = One(random, Deeds);
        return new Act(visitor, at, kind, name, path);
    }

    private static IEnumerable<Act> Life(Random random, string visitor)
    {
        var (begin, visits) = (Begin(random), 1 + (random.Next(3) == 0 ? 0 : random.Next(7)));
        var (at, isSaid) = (begin, false);
        for (var visit = 1; visit <= visits; visit++)
        {
            for (var deeds = 1 + random.Next(6); deeds > 0 && at < End; deeds--)
            {
                var act = Deed(random, visitor, at);
                // Two links at the very first moment have no order, so only one of its pages comes by a link.
                var says = act.Kind == "page" && (at == begin ? !isSaid : random.Next(8) == 0);
                isSaid |= says;
                yield return says
                    ? act with
                    {
                        Campaign = One(random, Campaigns),
                        Referrer = One(random, Referrers),
                    }
                    : act;
                if (deeds > 1)
                    at += One(random, Steps);
            }

            at += One(random, Pauses);
        }
    }

    /// <summary>Around a change of the clocks, often at the border of an hour or a day.</summary>
    private static DateTimeOffset Begin(Random random)
    {
        var day = One(
            random,
            [
                new DateOnly(2026, 3, 6),
                new DateOnly(2026, 3, 25),
                new DateOnly(2026, 10, 22),
                new DateOnly(2026, 10, 30),
            ]
        );
        var hours = TimeSpan.FromHours(random.Next(5 * 24));
        TimeSpan[] past = [TimeSpan.Zero, new(0, 59, 59), TimeSpan.FromMinutes(random.Next(60))];
        return new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero) + hours + One(random, past);
    }

    public static T One<T>(Random random, IReadOnlyList<T> of) => of[random.Next(of.Count)];
}
