namespace JourneyEngine.IntegrationTests.Oracle;

/// <summary>One thing in several spellings, and two things that look alike.</summary>
internal static class SmallCasesOfText
{
    private const string Bot = "Mozilla/5.0 (compatible; GPTBot/1.1; +https://openai.com/gptbot)";
    private const string Headless = "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/126.0.0.0 Safari/537.36";
    private static readonly string[] Paths = ["A=|||/מוצרים", "B=||/", "C=||/a/b"];

    public static readonly SmallCase[] All =
    [
        new("spelling", "spaces at both ends", ["v 10:00:00 page| a\t"], "stages", "A 1, B 0, C 0"),
        new("spelling", "letters in two parts", ["v 10:00:00 page|cafe\u0301"], "stages", "A 1, Z 0")
        {
            Funnel = ["A=page|café", "Z=track|z"],
        },
        new("spelling", "a rule in two parts", ["v 10:00:00 page|café"], "stages", "A 1, Z 0")
        {
            Funnel = ["A=page|cafe\u0301", "Z=track|z"],
        },
        new("spelling", "marks of direction", ["v 10:00:00 page|\u200Fמאמר\u200E"], "stages", "A 1, Z 0")
        {
            Funnel = ["A=page|מאמר", "Z=track|z"],
        },
        new("spelling", "capitals are two", ["v 10:00:00 page|A"], "stages", "- 1, A 0, B 0, C 0"),
        new("BOM", "at the beginning of a name", ["v 10:00:00 page|\uFEFFa"], "stages", "A 1, B 0, C 0"),
        new("BOM", "of a rule", ["v 10:00:00 page|a"], "stages", "A 1, Z 0")
        {
            Funnel = ["A=page|\uFEFFa", "Z=track|z"],
        },
        new("length", "256 letters are kept", ["v 10:00:00 page|" + new string('a', 300)], "stages", "A 1, Z 0")
        {
            Funnel = ["A=page|" + new string('a', 256), "Z=track|z"],
        },
        new(
            "escape",
            "capital digits",
            ["v 10:00:00 page|x|/%D7%9E%D7%95%D7%A6%D7%A8%D7%99%D7%9D"],
            "stages",
            "A 1, B 0, C 0"
        )
        {
            Funnel = Paths,
        },
        new(
            "escape",
            "small digits below",
            ["v 10:00:00 page|x|/%d7%9e%d7%95%d7%a6%d7%a8%d7%99%d7%9d/a"],
            "stages",
            "A 1, B 0, C 0"
        )
        {
            Funnel = Paths,
        },
        new("escape", "a slash that is meant", ["v 10:00:00 page|x|/a%2Fb"], "stages", "- 1, A 0, B 0, C 0")
        {
            Funnel = Paths,
        },
        new("path", "only whole segments", ["v 10:00:00 page|x|/מוצרים-ישנים"], "stages", "- 1, A 0, B 0, C 0")
        {
            Funnel = Paths,
        },
        new("path", "slashes are single", ["v 10:00:00 page|x|//a//b/"], "stages", "A 0, B 0, C 1") { Funnel = Paths },
        new("path", "the home page is exact", ["v 10:00:00 page|x|//"], "stages", "A 0, B 1, C 0") { Funnel = Paths },
        new(
            "host",
            "capitals, www. and a dot",
            ["v 10:00:00 page|a|||https://WWW.News.Example./x"],
            "origins?by=referrer",
            "news.example 1"
        ),
        new(
            "host",
            "of the site itself",
            ["v 10:00:00 page|a||https://shop.example/|https://www.SHOP.example/"],
            "origins?by=referrer",
            "- 1"
        ),
        new(
            "host",
            "a part of the site",
            ["v 10:00:00 page|a||https://shop.example/|https://blog.shop.example/"],
            "origins?by=referrer",
            "blog.shop.example 1"
        ),
        new(
            "host",
            "in two scripts",
            ["v 10:00:00 page|a|||https://bücher.example/", "w 10:00:00 page|a|||https://XN--BCHER-KVA.example/"],
            "origins?by=referrer",
            "xn--bcher-kva.example 2"
        ),
        new(
            "campaign",
            "capitals and spaces",
            ["v 10:00:00 page|a||https://s.example/?utm_campaign=Spring+"],
            "origins?by=campaign",
            "spring 1"
        ),
        new(
            "campaign",
            "escaped for a page",
            ["v 10:00:00 page|a||https://s.example/?a=b&amp;utm_campaign=spring"],
            "origins?by=campaign",
            "spring 1"
        ),
        new(
            "campaign",
            "after the hash",
            ["v 10:00:00 page|a||https://s.example/#utm_campaign=spring"],
            "origins?by=campaign",
            "spring 1"
        ),
        new(
            "campaign",
            "escaped twice",
            ["v 10:00:00 page|a||https://s.example/?utm_campaign=spring%2520sale"],
            "origins?by=campaign",
            "spring sale 1"
        ),
        new(
            "campaign",
            "its source where it has no name",
            ["v 10:00:00 page|a||https://s.example/?utm_source=Mail&utm_campaign="],
            "origins?by=campaign",
            "mail 1"
        ),
        new(
            "campaign",
            "of the first page alone",
            ["v 10:00:00 page|a", "v 10:00:01 page|a||https://s.example/?utm_campaign=x"],
            "origins?by=campaign",
            "- 1"
        ),
        new(
            "campaign",
            "known at the same moment",
            ["v 10:00:00 page|a", "v 10:00:00 page|b||https://s.example/?utm_campaign=x"],
            "origins?by=campaign",
            "x 1"
        ),
        new(
            "campaign",
            "of what was sent later and done before",
            ["v 10:00:01 page|a", "v 10:00:00 page|a||https://s.example/?utm_campaign=x"],
            "origins?by=campaign",
            "x 1"
        ),
        new("bot", "alone", ["v 10:00:00 page|a||||" + Bot], "visits", ""),
        new(
            "bot",
            "in a visitor's name",
            ["v 10:00:00 page|a", "v 12:00:00 track|c||||" + Headless],
            "conversion",
            "1 0"
        ),
        new(
            "bot",
            "joins no visits",
            ["v 10:00:00 page|a", "v 10:25:00 page|a||||" + Bot, "v 10:50:00 page|a"],
            "visits",
            "2 1"
        ),
    ];
}
