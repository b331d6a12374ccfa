using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Decisions.Measures;

/// <summary>The funnels and slots that probes are folded under.</summary>
internal static class ProbeRules
{
    private static readonly FunnelDefined Shop = new(
        "shop",
        2,
        [
            new("aware", false, [new Evidence("page", null, null)], null),
            new(
                "interested",
                false,
                [new Evidence("page", ["blog", "prices"], null, 2), new Evidence(null, null, "/files")],
                null
            ),
            new(
                "customer",
                true,
                null,
                [new Evidence("track", ["order"], null), new Evidence("page", null, null, 1, 2)]
            ),
            new("regular", false, [new Evidence("track", ["order"], null, 2)], null),
        ],
        DateTimeOffset.UnixEpoch
    );

    private static readonly FunnelDefined Second = new(
        "second",
        1,
        [
            new("reader", false, [new Evidence("page", ["blog"], null)], null),
            new("loader", false, [new Evidence("page", ["files"], null)], null),
        ],
        DateTimeOffset.UnixEpoch
    );

    public static readonly FoldRules[] All =
    [
        new(
            3,
            FoldRules.DefaultGapMinutes,
            [Shop, Second],
            [
                new(
                    "hero",
                    new OutcomeDefinition(
                        [new Evidence("page", ["files", "prices"], null)],
                        [new Evidence("page", ["home"], null)],
                        900
                    )
                ),
                new(
                    "box",
                    new OutcomeDefinition(
                        [new Evidence("track", null, null)],
                        [new Evidence("page", ["blog"], null)],
                        2_000
                    ),
                    Exposures.Reported
                ),
            ]
        ),
        FoldRules.Default,
    ];

    public static readonly FoldRules Zoned = new(
        1,
        FoldRules.DefaultGapMinutes,
        [Second],
        All[0].Slots,
        calendar: SiteCalendar.Of("America/New_York", "saturday")
    );
}
