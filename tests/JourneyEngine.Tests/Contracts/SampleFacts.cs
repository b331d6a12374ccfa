using System.Text.Json;
using JourneyEngine.Contracts;

namespace JourneyEngine.Tests.Contracts;

/// <summary>At least one full and one sparse example of every stored fact.</summary>
internal static class SampleFacts
{
    private static readonly DateTimeOffset At = new(2026, 3, 29, 0, 59, 59, 123, TimeSpan.Zero);

    public static IReadOnlyList<object> All { get; } =
    [
        new InteractionRecorded(
            "m-1",
            "page",
            "Pricing",
            "/pricing/東京",
            "news.example",
            new Campaign("mail", "cpc", "spring", "a b", "<b>&"),
            At,
            At.AddMilliseconds(7),
            At.AddHours(30),
            ClampedToReceipt: true,
            Bot: true,
            Properties: new Properties(Json("""{"plan":"pro","seats":3,"trial":false}""")),
            Choices: new Choices(["measure"], ["personalize"])
        ),
        new InteractionRecorded("m-2", "track", null, null, null, null, At, At),
        new InteractionRecorded("m-2b", "track", null, null, null, null, At, At, Crowded: true),
        new IdentityLinked("m-3", "anon-1", "user-é", At),
        new IdentityLinked("m-3b", "user-1", "user-2", At, Vouched: true, Aliased: true),
        new VisitGapChanged(45, At),
        new ModeChanged("personalize", At),
        new RecognitionChanged("claimed", At),
        new CalendarChanged("Asia/Jerusalem", "sunday", At),
        new AbstentionChanged(0.4, 0.1, At),
        new ConsentChanged(
            "m-4",
            new Choices(["measure", "updates"], ["personalize"]),
            2,
            "he",
            "9f86d081",
            ConsentSources.Page,
            At,
            At.AddMilliseconds(3)
        ),
        new ConsentChanged("m-5", new Choices([], ["measure"]), 0, null, null, ConsentSources.Api, At, At),
        new FactForgotten("visitor"),
        new BenefitGranted("m-6", "birthday", "2027", At),
        new FulfilmentSettingsChanged(3, 6, new Gift("A gift", "For you, on your birthday: ☕"), "Asia/Jerusalem", At),
        new FulfilmentSettingsChanged(1, null, null, null, At),
        new ReturnModelFitted(
            2,
            "week",
            At,
            2_357,
            1_205,
            0.2426,
            4.4136,
            0.7929,
            2.4259,
            -9582.43,
            [.. Enumerable.Range(0, 16).Select(it => it / 7.0)],
            new ReturnCalibration(
                At,
                At.AddDays(273),
                [new(0, 1_411, 0.2251, 0.2367, 0.11, 0.12), new(1, 439, 0.5231, 0.697, 0.3, 0.31)],
                0.17,
                0.21
            ),
            At
        ),
        new ConversionModelFitted(
            4,
            "shop",
            3,
            ConversionModelFitted.Logistic,
            At,
            [new(1, -1, 0, 983, 47, 0.05), new(2, 0, 1, 108, 9)],
            new ConversionCalibration(
                At,
                At.AddDays(28),
                500,
                20,
                [new(250, 0.04, 0.05), new(250, 0.08, 0.07)],
                0.01,
                0.05,
                0.06,
                0.2,
                0.21,
                0.004
            ),
            null,
            At
        ),
        new PosteriorUpdated("hero", 3, [new("video", "Reader", 4, 1_000, 37), new("text", null, 1, 12, 0)], At),
        new UpdateAnnounced("spring", "Spring", "New things.", "Haifa", At),
        new UpdateAnnounced("u", "S", "T", null, At),
        new NoticePublished(
            2,
            [
                new NoticePurpose(
                    Purpose.Measure,
                    new SortedDictionary<string, string> { ["en"] = "To count visits.", ["he"] = "לספור ביקורים." },
                    ["analytics_storage"]
                ),
            ],
            [
                new NoticeKind(
                    "track",
                    ["Order"],
                    Purpose.Measure,
                    new SortedDictionary<string, string> { ["en"] = "To count orders." },
                    760,
                    [new NoticeProperty("order", "text", new SortedDictionary<string, string>(), ["phone"])]
                ),
            ],
            [
                new NoticeDetail(
                    "email",
                    "email",
                    ["updates"],
                    new SortedDictionary<string, string> { ["en"] = "To write to you." }
                ),
            ],
            At
        ),
        new NoticePublished(
            1,
            [],
            [new NoticeKind("page", null, Purpose.Measure, new SortedDictionary<string, string>(), 30, [])],
            [],
            At
        ),
        new FunnelDefined(
            "shop",
            3,
            [
                new StageDefinition("Visitor", false, [new Evidence("page", null, null)], null),
                new StageDefinition(
                    "Buyer",
                    true,
                    null,
                    [new Evidence("track", ["Order", "Reorder"], "/buy", 2, 3), new Evidence(null, null, null)]
                ),
            ],
            At
        ),
        new SlotDefined(
            "hero",
            2,
            "shop",
            Policies.Uniform,
            new Content("plain", Json("\"Hello\"")),
            [
                new Content(
                    "rich",
                    Json("""{"text":"Welcome back","size":1.50,"tags":["a",null,true]}"""),
                    ["Buyer"],
                    2,
                    9
                ),
                new Content("off", Json("false")),
            ],
            At
        ),
        new SlotDefined(
            "sequence",
            4,
            "shop",
            Policies.Learning,
            new Content("none", Json("0")),
            [
                new Content(
                    "welcome",
                    Json("1"),
                    ToVisit: 3,
                    TenureDays: new DaySpan(0, 14),
                    Converted: false,
                    Cap: new Cap(2, 7),
                    NotAfter: [Responses.Accepted]
                ),
                new Content("won back", Json("2"), DaysAway: new DaySpan(30), After: ["welcome"], Cap: new Cap(1)),
            ],
            At,
            new OutcomeDefinition(
                [new Evidence("track", ["Signed up"], null)],
                [new Evidence("track", ["Closed"], "/x")],
                1.5
            ),
            0.1,
            Policies.Uniform,
            0.05,
            Exposures.Reported
        ),
        new SlotDefined("foot", 1, null, Policies.Rules, new Content("none", Json("null")), [], At),
        new ContentOffered(
            new Guid("018f0000-0000-7000-8000-0123456789ab"),
            "hero",
            2,
            "rich",
            Policies.Uniform,
            ulong.MaxValue,
            1.0 / 3,
            ["rich", "plain"],
            ["You have been here 3 times."],
            new Snapshot("shop", 3, "Buyer", 3, At.AddDays(-40), At, true, 5_000_000_000),
            At
        ),
        new ContentOffered(
            new Guid("018f0000-0000-7000-8000-0123456789ac"),
            "sequence",
            4,
            "welcome",
            Policies.Learning,
            7,
            0.75,
            ["welcome", "won back"],
            ["It was drawn."],
            new Snapshot(
                "shop",
                3,
                null,
                2,
                At,
                At,
                false,
                9,
                31.5,
                [new ContentHistory("welcome", [At, At.AddDays(1)], true, false)]
            ),
            At,
            [0.75, 0.25],
            12,
            true,
            new ShadowChoice(Policies.Uniform, "won back", 0.5)
        ),
        new ContentShown(new Guid("018f0000-0000-7000-8000-0123456789ac"), At),
        new ContentShown(new Guid("018f0000-0000-7000-8000-0123456789ab"), At, Crowded: true),
        new ContentOffered(
            Guid.Empty,
            "foot",
            1,
            "none",
            Policies.Rules,
            0,
            1,
            [],
            [],
            new Snapshot(null, 0, null, 0, null, null, false, 0),
            At
        ),
    ];

    private static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);
}
