using JourneyEngine.Rights.Fulfilment;
using JourneyEngine.Rights.Fulfilment.Confirming;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace JourneyEngine.Tests.Fulfilment;

public sealed class a_question_is_written
{
    private static readonly Uri Link = new("https://journeys.example.org/privacy/address?link=abc");

    [Fact]
    public void with_who_asks_what_for_and_how_to_answer_in_both_languages()
    {
        var said = new ServiceCollection()
            .AddLogging()
            .AddLocalization()
            .BuildServiceProvider()
            .GetRequiredService<IStringLocalizer<LetterWords>>();

        var words = ComposeQuestion.Written(said, "shop", ["updates", "birthday"], Link);

        words.Subject.Should().Be("Is this your address? / האם זו הכתובת שלכם?");
        words
            .Text.Should()
            .Contain("the site shop")
            .And.Contain("updates, birthday")
            .And.Contain("within 7 days")
            .And.Contain("do nothing")
            .And.Contain("לאתר shop");
        words.Text.Split(Link.ToString()).Should().HaveCount(3);
    }
}
