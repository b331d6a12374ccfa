namespace JourneyEngine.IntegrationTests.Oracle;

/// <summary>Figures that were written down by hand.</summary>
internal static class SmallCases
{
    private static readonly string[] Twice = ["A=page|a|||2", "B=page|b", "C=track|c"];

    public static readonly SmallCase[] OfTime =
    [
        new("gap", "exactly half an hour stays", ["v 10:00:00 page|a", "v 10:30:00 page|a"], "visits", "1 1"),
        new("gap", "a second more does not", ["v 10:00:00 page|a", "v 10:30:01 page|a"], "visits", "2 1"),
        new(
            "gap",
            "what comes late joins two",
            ["v 10:00:00 page|a", "v 10:50:00 page|a", "v 10:25:00 page|a"],
            "visits",
            "1 1"
        ),
        new("gap", "midnight does not split", ["v 23:59:50 page|a", "v 2026-06-11T00:10:00Z page|a"], "visits", "1 1"),
        new(
            "gap",
            "a whole day less a second is none",
            ["v 10:00:00 page|a", "v 2026-06-11T09:59:59Z page|a"],
            "gaps",
            "1 0"
        ),
        new("gap", "a whole day is one", ["v 10:00:00 page|a", "v 2026-06-11T10:00:00Z page|a"], "gaps", "1 1"),
        new("tie", "in order", ["v 10:00:00 page|b", "v 10:00:00 page|a"], "walk", "1, 1, 0"),
        new(
            "tie",
            "in strict order",
            ["v 10:00:00 track|c", "v 10:00:00 page|b", "v 10:00:00 page|a"],
            "walk?order=strict",
            "1, 1, 1"
        ),
        new(
            "tie",
            "a stranger at the first moment",
            ["v 10:00:00 page|x", "v 10:00:00 page|a", "v 10:00:01 page|b"],
            "walk?order=strict",
            "1, 1, 0"
        ),
        new(
            "tie",
            "a stranger at the second moment",
            ["v 10:00:00 page|a", "v 10:00:01 page|x", "v 10:00:01 page|b", "v 10:00:02 track|c"],
            "walk?order=strict",
            "1, 1, 0"
        ),
        new(
            "tie",
            "what ends a walk with its first step",
            ["v 10:00:00 page|a", "v 10:00:00 track|x", "v 10:00:01 page|b"],
            "walk?without=track:x",
            "1, 1, 0"
        ),
        new(
            "tie",
            "what ends a walk with a later step",
            ["v 10:00:00 page|a", "v 10:00:01 page|b", "v 10:00:01 track|x", "v 10:00:02 track|c"],
            "walk?without=track:x",
            "1, 1, 0"
        ),
        new("tie", "no dwelling between", ["v 10:00:00 page|a", "v 10:00:00 page|b"], "dwell", ""),
        new("order of stages", "the wrong way round", ["v 10:00:00 page|b", "v 10:00:01 page|a"], "walk", "1, 0, 0"),
        new("order of stages", "in any order", ["v 10:00:00 page|b", "v 10:00:01 page|a"], "walk?order=any", "1, 1, 0"),
        new(
            "order of stages",
            "the furthest counts",
            ["v 10:00:00 track|c", "v 10:00:01 page|a"],
            "stages",
            "A 0, B 0, C 1"
        ),
        new("order of stages", "one is left out", ["v 10:00:00 page|a", "v 10:00:01 track|c"], "walk", "1, 0, 0"),
        new(
            "window",
            "to the second",
            ["v 10:00:00 page|a", "v 11:00:00 page|b", "v 11:00:01 track|c"],
            "walk?within=1h",
            "1, 1, 0"
        ),
        new(
            "window",
            "begins anew",
            ["v 10:00:00 page|a", "v 12:00:00 page|a", "v 12:30:00 page|b"],
            "walk?within=1h",
            "1, 1, 0"
        ),
        new(
            "window",
            "of visits",
            ["v 10:00:00 page|a", "v 12:00:00 page|b", "v 14:00:00 track|c"],
            "walk?within=2visits",
            "1, 1, 0"
        ),
        new(
            "window",
            "opens at the second look",
            ["v 10:00:00 page|a", "v 10:40:00 page|a", "v 11:20:00 page|b"],
            "walk?within=1h",
            "1, 1, 0"
        )
        {
            Funnel = Twice,
        },
        new(
            "window",
            "opens so in any order",
            ["v 10:00:00 page|a", "v 10:40:00 page|a", "v 11:20:00 page|b"],
            "walk?within=1h&order=any",
            "1, 1, 0"
        )
        {
            Funnel = Twice,
        },
        new(
            "duplicate",
            "one message twice",
            ["v 10:00:00 page|a|||||m1", "v 10:00:00 page|a|||||m1"],
            "walk",
            "0, 0, 0"
        )
        {
            Funnel = Twice,
        },
        new("duplicate", "two messages alike", ["v 10:00:00 page|a", "v 10:00:00 page|a"], "walk", "1, 0, 0")
        {
            Funnel = Twice,
        },
        new(
            "duplicate",
            "one name for two visitors",
            ["v 10:00:00 page|a|||||m1", "w 10:00:00 page|a|||||m1"],
            "walk",
            "2, 0, 0"
        ),
        new("equal stages", "both are reached", ["v 10:00:00 page|a"], "walk?order=strict", "1, 1")
        {
            Funnel = ["A=page|a", "B=page|a"],
        },
        new("equal stages", "the later one is told", ["v 10:00:00 page|a"], "stages", "A 0, B 1")
        {
            Funnel = ["A=page|a", "B=page|a"],
        },
        new("visits", "whatever is done in them", ["v 10:00:00 page|a", "v 12:00:00 page|x"], "stages", "A 1, Z 0")
        {
            Funnel = ["A=page|a||||2", "Z=track|z"],
        },
        new("visits", "not in the first", ["v 10:00:00 page|a", "v 10:00:01 page|a"], "stages", "- 1, A 0, Z 0")
        {
            Funnel = ["A=page|a||||2", "Z=track|z"],
        },
        new("count", "over two visits", ["v 10:00:00 page|a", "v 12:00:00 page|a"], "conversion", "1 0, 1 1")
        {
            Funnel = ["Z=track|z", "A=page|a|||2"],
        },
        new(
            "conversion",
            "nobody is at risk afterwards",
            ["v 10:00:00 track|c", "v 12:00:00 page|a"],
            "conversion",
            "1 1, 0 0"
        ),
        new("conversion", "after whole days", ["v 10:00:00 page|a", "v 2026-06-12T09:59:59Z track|c"], "days", "1 1"),
        new("regression", "a visit that shows less", ["v 10:00:00 page|b", "v 12:00:00 page|a"], "regressions", "B A"),
        new(
            "regression",
            "a visit that shows nothing",
            ["v 10:00:00 page|b", "v 12:00:00 page|x"],
            "regressions",
            "B -"
        ),
        new("flow", "from before the first", ["v 10:00:00 page|x", "v 12:00:00 page|a"], "flow", "1 - A, 2 A -"),
        new(
            "past",
            "its own moment is included",
            ["v 10:00:00 page|a", "v 10:00:01 page|b"],
            "stages?at=2026-06-10T10:00:00Z",
            "A 1, B 0, C 0"
        ),
        new(
            "past",
            "dormant after thirty-one days",
            ["v 10:00:00 page|a"],
            "life?at=2026-07-11T10:00:00Z",
            "new 0, returning 0, wonBack 0, dormant 1"
        ),
    ];

    public static readonly SmallCase[] OfClocks =
    [
        new("time zone", "yesterday in New York", ["v 03:59:59 page|a"], "visits?from=2026-06-09&to=2026-06-09", "1 1")
        {
            Zone = "America/New_York",
        },
        new("time zone", "tomorrow in Jerusalem", ["v 21:00:00 page|a"], "visits?from=2026-06-11&to=2026-06-11", "1 1")
        {
            Zone = "Asia/Jerusalem",
        },
        new("time zone", "the hour in Jerusalem", ["v 21:00:00 page|a"], "hours", "0 A") { Zone = "Asia/Jerusalem" },
        new("time zone", "half an hour off", ["v 18:29:59 page|a", "w 18:30:00 page|a"], "hours", "0 A, 23 A")
        {
            Zone = "Asia/Kolkata",
        },
        new(
            "DST",
            "the hour that is skipped",
            ["v 2026-03-08T06:59:59Z page|a", "w 2026-03-08T07:00:00Z page|a"],
            "hours",
            "1 A, 3 A"
        )
        {
            Zone = "America/New_York",
        },
        new(
            "DST",
            "the hour that comes twice",
            ["v 2026-11-01T05:30:00Z page|a", "w 2026-11-01T06:30:00Z page|a"],
            "hours",
            "1 A"
        )
        {
            Zone = "America/New_York",
        },
        new(
            "DST",
            "a visit goes on through it",
            ["v 2026-03-27T23:59:00Z page|a", "v 2026-03-28T00:20:00Z page|a"],
            "visits",
            "1 1"
        )
        {
            Zone = "Asia/Jerusalem",
        },
        new(
            "DST",
            "a pause of 23 hours is no day",
            ["v 2026-03-26T12:00:00Z page|a", "v 2026-03-27T11:00:00Z page|a"],
            "gaps",
            "1 0"
        )
        {
            Zone = "Asia/Jerusalem",
        },
        new(
            "DST",
            "the last second of a long day",
            ["v 2026-11-02T04:59:59Z page|a"],
            "visits?from=2026-11-01&to=2026-11-01",
            "1 1"
        )
        {
            Zone = "America/New_York",
        },
        new("week", "from Saturday", ["v 2026-06-13T04:00:00Z page|a"], "weeks", "2026-06-13 0")
        {
            Zone = "America/New_York",
            WeekStart = "saturday",
        },
        new("week", "still Friday in New York", ["v 2026-06-13T03:59:59Z page|a"], "weeks", "2026-06-06 0")
        {
            Zone = "America/New_York",
            WeekStart = "saturday",
        },
        new("week", "from Sunday", ["v 2026-06-13T21:00:00Z page|a"], "weeks", "2026-06-14 0")
        {
            Zone = "Asia/Jerusalem",
            WeekStart = "sunday",
        },
        new(
            "week",
            "the seventh day is the next week",
            ["v 2026-06-10T23:00:00Z page|a", "v 2026-06-17T00:00:00Z page|a"],
            "weeks",
            "2026-06-08 0, 2026-06-08 1"
        ),
    ];
}
