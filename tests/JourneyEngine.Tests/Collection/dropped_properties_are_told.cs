using JourneyEngine.Collection;
using JourneyEngine.Contracts;

namespace JourneyEngine.Tests.Collection;

public sealed class dropped_properties_are_told
{
    private static readonly CollectionTerms Shop = Declared.Terms(
        Declared.Kind("page"),
        Declared.Kind(
            "track",
            ["Order"],
            Declared.Property("plan"),
            Declared.Property("amount", PropertyTypes.Number),
            Declared.Property("gift", PropertyTypes.Boolean),
            Declared.Property("due", PropertyTypes.Time)
        )
    );

    [Theory]
    [InlineData("{}", 0, null)]
    [InlineData("""{"plan":"pro","path":"/a","title":"t"}""", 0, null)]
    [InlineData("""{"colour":"red"}""", 1, "1 property dropped: 'colour' (not declared in the notice)")]
    [InlineData("""{"צבע":"אדום"}""", 1, "1 property dropped: 'צבע' (not declared in the notice)")]
    [InlineData(
        """{"colour":"red","plan":"pro","size":{"deep":[1]}}""",
        2,
        "2 properties dropped: 'colour', 'size' (not declared in the notice)"
    )]
    [InlineData(
        """{"plan":7,"amount":"7","gift":1,"due":"soon","x":1}""",
        5,
        "5 properties dropped: 'plan' (declared as text); 'amount' (declared as number); 'gift' (declared as boolean); "
            + "'due' (declared as time); 'x' (not declared in the notice)"
    )]
    [InlineData(
        """{"dana@example.test":1,"x":1}""",
        2,
        "2 properties dropped: 'x' (not declared in the notice); 1 whose name looks personal"
    )]
    [InlineData("""{"call 054-123-4567":1}""", 1, "1 property dropped: 1 whose name looks personal")]
    [InlineData(
        """{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1,"h":1,"i":1,"j":1,"k":1,"l":1}""",
        12,
        "12 properties dropped: 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j' (not declared in the notice); 2 more"
    )]
    public void by_name_and_reason(string properties, int dropped, string? told)
    {
        var sent = Items.Sent(
            "track",
            $$"""{"messageId":"m","anonymousId":"v","event":"Order","properties":{{properties}}}""",
            terms: Shop
        );

        (sent.Dropped, sent.Told).Should().Be((dropped, told));
    }

    [Fact]
    public void of_a_kind_that_declares_none()
    {
        var sent = Items.Page("\"properties\":{\"title\":\"A\",\"category\":\"Docs\",\"name\":\"Intro\"}");

        (sent.Dropped, sent.Told)
            .Should()
            .Be((2, "2 properties dropped: 'category', 'name' (not declared in the notice)"));
    }

    [Fact]
    public void with_a_long_name_cut_at_a_whole_character()
    {
        var name = string.Concat(Enumerable.Repeat("\U0001F600", 40));

        Items
            .Page($"\"properties\":{{\"a{name}\":1}}")
            .Told.Should()
            .Be($"1 property dropped: 'a{name[..62]}' (not declared in the notice)");
    }

    [Fact]
    public void without_a_value() =>
        Items
            .Page("\"properties\":{\"contact\":\"dana@example.test\",\"card\":4111111111111111}")
            .Told.Should()
            .Be("2 properties dropped: 'contact', 'card' (not declared in the notice)");
}
