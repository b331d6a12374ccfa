using System.Text.Json.Nodes;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Folding;

namespace JourneyEngine.Tests.Collection;

public sealed class a_campaign_is_spelled_in_many_ways
{
    private const string Shop = "https://shop.example/";

    [Theory]
    [InlineData("?utm_source=mail&utm_campaign=Spring+sale")]
    [InlineData("?utm_source=mail&utm_campaign=spring+sale")]
    [InlineData("?utm_source=mail&utm_campaign=SPRING%20SALE")]
    [InlineData("?utm_source=mail&utm_campaign=Spring%20%20sale%20")]
    [InlineData("?utm_source=mail&utm_campaign=%09Spring%C2%A0sale%0A")]
    [InlineData("?utm_source=mail&utm_campaign=Spring%E2%80%8B+sale%EF%BB%BF")]
    [InlineData("?utm_source=mail&utm_campaign=%E2%80%AASpring+sale%E2%80%AC")]
    [InlineData("?UTM_SOURCE=mail&UTM_CAMPAIGN=Spring%20sale")]
    [InlineData("?Utm_Source=Mail&Utm_Campaign=Spring+sale")]
    [InlineData("?utm_source=mail&amp;utm_campaign=Spring+sale")]
    [InlineData("?utm_source=mail&amp;amp;utm_campaign=Spring+sale")]
    [InlineData("?utm_source=mail&#38;utm_campaign=Spring+sale")]
    [InlineData("?utm_source=mail?utm_campaign=Spring+sale")]
    [InlineData("#utm_source=mail&utm_campaign=Spring+sale")]
    [InlineData("#/offers?utm_source=mail&utm_campaign=Spring+sale")]
    [InlineData("?utm_source=mail#prices&utm_campaign=Spring+sale")]
    [InlineData("?page=2&utm_source=mail#utm_campaign=Spring+sale")]
    [InlineData("?utm_source=mail&utm_campaign=Spring%2520sale")]
    [InlineData("?utm_source=mail&utm_campaign=Spring%25252520sale")]
    [InlineData("?utm_source=mail&utm_campaign=Spring%2Bsale")]
    [InlineData("?utm_source=mail&utm_campaign=Spring%252Bsale")]
    [InlineData("?utm_source=mail&utm_campaign=&utm_campaign=Spring+sale")]
    [InlineData("?utm%5Fsource=mail&utm%5Fcampaign=Spring+sale")]
    public void in_the_address_of_a_page_yet_is_one(string query) =>
        OfPage(new JsonObject { ["url"] = Shop + query })
            .Should()
            .Be(new Campaign("mail", null, "spring sale", null, null));

    [Theory]
    [InlineData("utm_source=mail&utm_campaign=Spring+sale", "")]
    [InlineData("?utm_source=mail&amp;utm_campaign=Spring%2520sale", "#utm_campaign=autumn")]
    [InlineData("?utm_source=mail", "?utm_source=news#utm_campaign=Spring+Sale")]
    public void in_the_search_of_a_page_yet_is_one_and_completed_by_its_address(string search, string query) =>
        OfPage(new JsonObject { ["search"] = search, ["url"] = Shop + query })
            .Should()
            .Be(new Campaign("mail", null, "spring sale", null, null));

    [Theory]
    [InlineData("Spring sale")]
    [InlineData(" spring\u00A0 SALE ")]
    [InlineData("Spring%20sale")]
    [InlineData("Spring%2520sale")]
    [InlineData("Spring+sale")]
    [InlineData("\u200ESpring\u200B sale\u200F\uFEFF")]
    public void in_what_an_app_says_yet_is_one(string name) => OfApp(name)!.Name.Should().Be("spring sale");

    [Theory]
    [InlineData("מבצע אביב")]
    [InlineData("\u200Fמבצע  אביב\u200F ")]
    [InlineData("מבצע+אביב")]
    [InlineData("%D7%9E%D7%91%D7%A6%D7%A2%20%D7%90%D7%91%D7%99%D7%91")]
    [InlineData("%25D7%259E%25D7%2591%25D7%25A6%25D7%25A2%2520%25D7%2590%25D7%2591%25D7%2599%25D7%2591")]
    public void in_hebrew_yet_is_one(string name)
    {
        OfApp(name)!.Name.Should().Be("מבצע אביב");
        OfPage(new JsonObject { ["url"] = Shop + "?utm_campaign=" + name })!.Name.Should().Be("מבצע אביב");
    }

    [Theory]
    [InlineData("Caf\u00E9", "Cafe\u0301", "caf\u00E9")]
    [InlineData("\u05E9\u05C1\u05D5\u05E7", "\uFB2A\u05D5\u05E7", "\u05E9\u05C1\u05D5\u05E7")]
    [InlineData("ΣΑΣ", "σας", "σασ")]
    [InlineData("☀\uFE0F Sun", "☀ sun", "☀ sun")]
    public void in_composed_and_decomposed_letters_yet_is_one(string one, string other, string normal)
    {
        OfApp(one)!.Name.Should().Be(normal);
        OfApp(other)!.Name.Should().Be(normal);
    }

    [Theory]
    [InlineData("1+1", "1+1")]
    [InlineData("C++", "c++")]
    [InlineData("100% off", "100% off")]
    [InlineData("50%OFF", "50%off")]
    [InlineData("spring_sale-2026.a", "spring_sale-2026.a")]
    [InlineData("👩‍👧", "👩‍👧")]
    public void with_signs_that_are_meant(string name, string normal) => OfApp(name)!.Name.Should().Be(normal);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\u200B\u200E")]
    [InlineData("%20")]
    [InlineData("a%2500b")]
    public void with_nothing_in_it_and_is_none(string name)
    {
        OfApp(name).Should().BeNull();
        OfPage(new JsonObject { ["url"] = $"{Shop}?utm_campaign={name}" }, name)
            .Should()
            .BeNull("what the app says is completed by the address, which says no more");
    }

    [Fact]
    public void in_all_of_its_parts() =>
        OfPage(
                new JsonObject
                {
                    ["url"] = $"{Shop}?utm_source=News&utm_medium=E-Mail&utm_term=Red+Shoes&utm_content=Top",
                }
            )
            .Should()
            .Be(new Campaign("news", "e-mail", null, "red shoes", "top"));

    [Theory]
    [InlineData("?utm_campaign=dana%2540example.test")]
    [InlineData("#utm_campaign=dana@example.test")]
    public void with_an_e_mail_address_that_no_escape_hides(string query) =>
        Page(new JsonObject { ["url"] = Shop + query }, null).RefusedFor().Should().Contain("looks like an e-mail");

    /// <summary>What is stored is read by the fold once more.</summary>
    [Theory]
    [InlineData("Spring+sale%2520%D7%90")]
    [InlineData("\u05E9\u05C1 Caf\u0065\u0301 ΣΑΣ")]
    [InlineData("a+b+1+1+c %25 %zz")]
    public void of_which_the_normal_one_stays(string name)
    {
        var stored = OfApp(name)!.Name;

        CampaignText.Normal(stored).Should().Be(stored);
        OfApp(stored!)!.Name.Should().Be(stored);
    }

    private static Campaign? OfApp(string name) => OfPage([], name);

    private static Campaign? OfPage(JsonObject page, string? said = null) => Page(page, said).Interaction!.Campaign;

    private static JourneyEngine.Collection.PendingEvent Page(JsonObject page, string? said)
    {
        var context = new JsonObject
        {
            ["page"] = page,
            ["campaign"] = new JsonObject { ["name"] = said },
        };
        return Items.Page($"\"context\":{context.ToJsonString()}");
    }
}
