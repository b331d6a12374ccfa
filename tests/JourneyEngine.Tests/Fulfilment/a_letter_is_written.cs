using System.Globalization;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Rights.Fulfilment;
using JourneyEngine.Tests.Words;
using JourneyEngine.Vault;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace JourneyEngine.Tests.Fulfilment;

public sealed class a_letter_is_written
{
    private static readonly DateTimeOffset May = new(2027, 5, 3, 9, 0, 0, TimeSpan.Zero);
    private static readonly Uri Link = new("https://journeys.example.org/privacy?link=abc");

    private static readonly IStringLocalizer<LetterWords> Said = new ServiceCollection()
        .AddLogging()
        .AddLocalization()
        .BuildServiceProvider()
        .GetRequiredService<IStringLocalizer<LetterWords>>();

    [Fact]
    public void with_what_is_held_since_when_why_and_how_to_change_it()
    {
        var words = Letter(vouched: true).Written(Said, Link);

        words
            .Subject.Should()
            .Be("What we hold about you, and how to change it / מה אנחנו שומרים עליכם, ואיך לשנות זאת");
        words
            .Text.Should()
            .Contain("Site: shop")
            .And.Contain("- email, since 2027-05-03, for: letter, updates")
            .And.Contain("- birth_date, since 2027-05-03, for: birthday")
            .And.Contain("Your visits: 1, since 2027-05-03.")
            .And.Contain("- page (measure): Which pages are read.")
            .And.Contain(Link.ToString())
            .And.Contain("for 7 days")
            .And.Contain("end these letters")
            .And.Contain("- email, מאז 2027-05-03");
    }

    [Fact]
    public void to_a_claimed_address_without_promising_a_private_link() =>
        Letter(vouched: false)
            .Written(Said, Link)
            .Text.Should()
            .NotContain("7 days")
            .And.Contain("in the browser that you used");

    [Fact]
    public void without_a_word_of_visits_if_none_were_counted() =>
        (Letter(vouched: true) with { Journey = Journey.Empty })
            .Written(Said, Link)
            .Text.Should()
            .NotContain("Your visits")
            .And.NotContain("Which pages");

    [Fact]
    public void leaving_the_language_of_whoever_writes_it_as_it_was()
    {
        using var _ = new Language("he");

        Letter(vouched: true).Written(Said, Link);

        CultureInfo.CurrentUICulture.Name.Should().Be("he");
    }

    private static Letter Letter(bool vouched) =>
        new(
            "shop",
            new NoticePublished(
                1,
                [],
                [
                    new NoticeKind(
                        "page",
                        null,
                        "measure",
                        new Dictionary<string, string> { ["en"] = "Which pages are read." },
                        30,
                        []
                    ),
                ],
                [],
                May
            ),
            [
                new ToldDetail("email", ["letter", "updates"], May, vouched),
                new ToldDetail("birth_date", ["birthday"], May, vouched),
            ],
            Journey.Empty.Fold(
                new FoldRules(1, 30, []),
                [Interaction.Of(new InteractionRecorded("m", "page", "home", null, null, null, May, May))!.Value]
            ),
            vouched
        );
}
