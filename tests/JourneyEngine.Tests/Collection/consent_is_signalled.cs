using FsCheck.Xunit;
using JourneyEngine.Collection;
using JourneyEngine.Collection.Steps;
using JourneyEngine.Contracts;
using JourneyEngine.Sites;

namespace JourneyEngine.Tests.Collection;

public sealed class consent_is_signalled
{
    private static readonly CollectionTerms Shop = Declared.Purposes(
        Declared.NewPurpose("updates", "Marketing", "ad_storage"),
        Declared.NewPurpose("birthday")
    );

    [Theory]
    [InlineData("""{"categoryPreferences":{"analytics":true,"personalization":false}}""", "measure", "personalize")]
    [InlineData("""{"categoryPreferences":{"Analytics":true,"MARKETING":"granted"}}""", "measure,updates", "")]
    [InlineData(
        """{"categoryPreferences":{"birthday":true,"updates":false,"measure":true}}""",
        "birthday,measure",
        "updates"
    )]
    [InlineData(
        """{"analytics_storage":"granted","personalization_storage":"denied","ad_storage":"denied","ad_user_data":"granted"}""",
        "measure",
        "personalize,updates"
    )]
    [InlineData(
        """{"googleConsentMode":{"analytics_storage":"granted","ad_storage":"granted"}}""",
        "measure,updates",
        ""
    )]
    [InlineData("""{"google":{"personalization_storage":"GRANTED"},"version":2,"vendors":["x"]}""", "personalize", "")]
    public void by_category_names_or_google_consent_mode(string consent, string granted, string refused) =>
        Items
            .Page(Context(consent), terms: Shop)
            .Interaction!.Choices.Should()
            .Be(new Choices(List(granted), List(refused)));

    [Theory]
    [InlineData("""{"categoryPreferences":{"personalization":true,"personalization_storage":false}}""")]
    [InlineData("""{"categoryPreferences":{"personalization":true},"personalization_storage":"denied"}""")]
    [InlineData("""{"categoryPreferences":{"personalization":true,"personalization":false}}""")]
    public void with_a_contradiction_and_counts_as_refused(string consent) =>
        Items
            .Page(Context(consent), terms: Shop)
            .Interaction!.Choices.Should()
            .Be(new Choices([], [Purpose.Personalize]));

    [Theory]
    [InlineData("{}")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("[true]")]
    [InlineData("""{"categoryPreferences":{}}""")]
    [InlineData("""{"categoryPreferences":[{"analytics":true}]}""")]
    [InlineData("""{"categoryPreferences":{"C0004":true,"security_storage":false}}""")]
    [InlineData("""{"categoryPreferences":{"analytics":1,"personalization":"maybe"}}""")]
    [InlineData("""{"other":{"analytics":true}}""")]
    public void in_unknown_words_which_are_ignored(string consent) =>
        Items.Page(Context(consent), terms: Shop).Interaction!.Choices.Should().BeNull();

    [Theory]
    [InlineData("{}", "")]
    [InlineData("""{"categoryPreferences":{"analytics":true,"personalization":true}}""", "measure")]
    public void beside_global_privacy_control_which_refuses_personalisation(string consent, string granted) =>
        Items
            .Page(Context(consent), terms: Shop with { PrivacyControl = true })
            .Interaction!.Choices.Should()
            .Be(new Choices(List(granted), [Purpose.Personalize]));

    [Theory]
    [InlineData("""{"categoryPreferences":{"analytics":false}}""")]
    [InlineData("""{"categoryPreferences":{"analytics":false,"personalization":true}}""")]
    [InlineData("""{"analytics_storage":"denied"}""")]
    public void against_measurement_and_nothing_is_stored(string consent)
    {
        Items.Page(Context(consent)).RefusedFor().Should().Be("the visitor does not consent to measure");
        Items
            .Sent("checkout", $"{{\"anonymousId\":\"v\",{Context(consent)}}}")
            .RefusedFor()
            .Should()
            .Be("the visitor does not consent to measure");
        Items
            .Sent("identify", $"{{\"anonymousId\":\"v\",\"userId\":\"u\",{Context(consent)}}}")
            .RefusedFor()
            .Should()
            .Be("the visitor does not consent to measure");
    }

    [Theory]
    [InlineData("""{"categoryPreferences":{"analytics":false}}""")]
    [InlineData("""{"analytics_storage":"denied"}""")]
    public void against_measurement_at_the_time_of_the_item_and_not_of_its_receipt(string consent)
    {
        var refusal = Items.Page(Context(consent) + ",\"timestamp\":\"2026-03-01T11:00:00Z\"");

        refusal.Time.OccurredAt.Should().Be(Items.Noon.AddHours(-1));
        Facts
            .Refusal(refusal)
            .Body.Should()
            .BeOfType<ConsentChanged>()
            .Which.Should()
            .Match<ConsentChanged>(it =>
                it.OccurredAt == Items.Noon.AddHours(-1)
                && it.ReceivedAt == Items.Noon
                && it.Source == ConsentSources.Signal
            );
    }

    [Fact]
    public void in_an_identify_call_that_makes_it_a_fact()
    {
        var identify = Items.Sent(
            "identify",
            $"{{\"messageId\":\"m\",\"anonymousId\":\"v\",{Context("""{"personalization":true}""")}}}"
        );

        Facts
            .Of(identify)
            .Single()
            .Body.Should()
            .BeOfType<ConsentChanged>()
            .Which.Choices.Should()
            .Be(new Choices([Purpose.Personalize], []));
    }

    [Fact]
    public void with_a_key_that_does_not_speak_of_it_and_is_no_choice()
    {
        var silent = Items.Usual with { Consents = false };

        Items.Page(Context("""{"personalization":true}"""), terms: silent).Interaction!.Choices.Should().BeNull();
        Items
            .Page(Context("""{"personalization":true}"""), terms: silent with { PrivacyControl = true })
            .Interaction!.Choices.Should()
            .Be(new Choices([], [Purpose.Personalize]), "the browser says so, and not the page");
        var refusing = Items.Page(Context("""{"analytics":false}"""), terms: silent);
        refusing.RefusedFor().Should().Be("the visitor does not consent to measure");
        RequireConsent.IsRefusal(refusing).Should().BeFalse("it shuts no door");
    }

    /// <summary>Whatever their order in the request, an item without a signal counts by what was signalled last before
    /// it, or at its very time.</summary>
    [Property(MaxTest = 500)]
    public void by_items_of_one_request_which_judge_those_that_happened_after_them(byte[] story, int seed)
    {
        var events = story
            .Select((it, i) => Opened("v", $",\"timestamp\":\"2026-03-01T11:{(i / 2) % 60:00}:00Z\"" + Word(it % 4)))
            .ToArray();
        new Random(seed).Shuffle(events);

        ConsentAtEventTime.Judge(events, Enumerable.Range(0, events.Length), []);

        foreach (var it in events.Where(it => RequireConsent.SaidNow(it) is null))
            it.MeasuredBefore.Should().Be(Then(it));

        bool? Then(PendingEvent it) =>
            events
                .Where(other => other.Time.At <= it.Time.At && RequireConsent.SaidNow(other) is not null)
                .OrderBy(other => other.Time.At)
                .ThenByDescending(RequireConsent.SaidNow)
                .Select(RequireConsent.SaidNow)
                .LastOrDefault();

        static string Word(int word) =>
            word switch
            {
                0 => "," + Context("""{"measure":false}"""),
                1 => "," + Context("""{"measure":true}"""),
                _ => "",
            };
    }

    [Fact]
    public void as_a_site_in_mode_none_requires_before_it_collects()
    {
        var strict = Items.Usual with { Mode = ModeNames.None };

        Items.Page(terms: strict).RefusedFor().Should().Be("this site collects nothing without consent to measure");
        Items
            .Page(Context("""{"categoryPreferences":{"personalization":true}}"""), terms: strict)
            .RefusedFor()
            .Should()
            .StartWith("this site collects nothing");
        Items
            .Page(Context("""{"categoryPreferences":{"analytics":true}}"""), terms: strict)
            .Interaction!.Choices!.Granted.Should()
            .Equal(Purpose.Measure);
        Items.Page(terms: strict with { Mode = ModeNames.Personalize }).Drop.Should().BeNull();
    }

    [Theory]
    [InlineData(ModeNames.None, true, true)]
    [InlineData(ModeNames.None, false, false)]
    [InlineData(ModeNames.Measure, false, false)]
    [InlineData(ModeNames.Measure, true, true)]
    [InlineData(ModeNames.Measure, null, true)]
    [InlineData(ModeNames.None, null, false)]
    public void earlier_and_holds_for_an_item_that_signals_none(string mode, bool? measured, bool stored)
    {
        var terms = Items.Usual with { Mode = mode };
        var opened = Items.Opened("""{"messageId":"m","anonymousId":"v"}""");

        (Pipeline.Judge(opened with { MeasuredBefore = measured }, terms).Drop is null).Should().Be(stored);
    }

    [Theory]
    [InlineData("false", true, false)]
    [InlineData("true", false, true)]
    public void by_the_item_itself_which_overrides_an_earlier_choice(string now, bool before, bool stored)
    {
        var opened = Items.Opened($$$"""{"anonymousId":"v",{{{Context($$"""{"measure":{{now}}}""")}}}}""");

        (Pipeline.Judge(opened with { MeasuredBefore = before }, Items.Usual).Drop is null).Should().Be(stored);
    }

    [Fact]
    public async Task by_some_items_and_looked_up_once_for_the_others()
    {
        var site = new Asked(new Dictionary<string, bool> { ["a"] = false, ["b"] = true });
        var arrivals = new[]
        {
            Opened("a", ""),
            Opened("b", ""),
            Opened("a", ""),
            Opened("c", ""),
            Opened("a", "," + Context("""{"measure":true}""")),
            Opened("null", ""),
        };

        await AskEarlier.Of(arrivals, site, "demo", CancellationToken.None);

        site.Visitors.Should().Equal("demo measure a,b,c");
        arrivals.Select(it => it.MeasuredBefore).Should().Equal(false, true, false, null, null, null);
    }

    private static PendingEvent Opened(string visitor, string members) =>
        Items.Opened($$"""{"anonymousId":"{{visitor}}"{{members}}}""");

    private sealed class Asked(IReadOnlyDictionary<string, bool> chosen) : IEarlierChoices
    {
        public List<string> Visitors { get; } = [];

        public ValueTask<IReadOnlyDictionary<string, bool>> To(
            string purpose,
            string site,
            IReadOnlyCollection<string> visitors,
            CancellationToken cancellation
        )
        {
            Visitors.Add($"{site} {purpose} {string.Join(',', visitors.Order())}");
            return ValueTask.FromResult(chosen);
        }
    }

    private static string Context(string consent) => $"\"context\":{{\"consent\":{consent}}}";

    private static string[] List(string purposes) => purposes.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
