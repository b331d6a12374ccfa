using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Funnels;

[Collection(DecidingTests.Name)]
public class a_funnel_is_defined(EngineFixture engine)
{
    [Fact]
    public async Task twice_with_equal_stages_and_keeps_version_1()
    {
        var site = await engine.NewSite();

        var first = await site.Put("/v1/funnels/f", Site.WeblogFunnel);
        var second = await site.Put("/v1/funnels/f", Site.WeblogFunnel);

        ((int)first["version"]!, (int)second["version"]!).Should().Be((1, 1));
    }

    [Fact]
    public async Task from_what_the_api_returned_and_keeps_its_version()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/f", Site.WeblogFunnel);

        var again = await site.Put("/v1/funnels/f", new { stages = (await site.Get("/v1/funnels/f"))["stages"] });

        ((int)again["version"]!).Should().Be(1);
    }

    [Theory]
    [InlineData("""{"stages":[{"name":"only","when":[{"kind":"page"}]}]}""", "2 to 50 stages")]
    [InlineData("""{}""", "2 to 50 stages")]
    [InlineData(
        """{"stages":[{"name":"a","when":[{"kind":"page"}]},{"name":"a","when":[{"kind":"page"}]}]}""",
        "same name"
    )]
    [InlineData("""{"stages":[{"name":"a","when":[{"kind":"page"}]},{"name":"b"}]}""", "stages[1] needs evidence")]
    [InlineData(
        """{"stages":[{"name":"a","when":[{"kind":"page"}]},{"name":"b","when":[{"regex":".*"}]}]}""",
        "stages[1].when[0] has no 'regex'. Known are: kind, name, path, pathPrefix, count, visits."
    )]
    [InlineData(
        """{"stages":[{"name":"a","when":[{"count":0}]},{"name":"b","when":[{}]}]}""",
        "count and visits are 1 to"
    )]
    [InlineData(
        """{"stages":[{"name":"a","when":[{"name":["x",null]}]},{"name":"b","when":[{"name":" "}]}]}""",
        "stages[0] evidence 0: name is a text, or a list of some. stages[1] evidence 0: name is a text, or a list of some."
    )]
    [InlineData("""{"stages":[{"name":"a","when":[{}],"all":[{}]},null]}""", "stages[1] needs a name")]
    [InlineData(
        """{"stages":[{"name":"a","goal":true,"when":[{}]},{"name":"b","goal":true,"when":[{}]}]}""",
        "one goal stage"
    )]
    public async Task wrongly_and_the_stage_at_fault_is_named(string body, string says)
    {
        var site = await engine.NewSite();

        var answer = await site.Send(
            HttpMethod.Put,
            "/v1/funnels/f",
            site.AdminKey,
            JsonContent.Create(JsonNode.Parse(body))
        );

        answer.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadAsStringAsync()).Should().Contain(says);
    }

    [Fact]
    public async Task with_stages_that_one_interaction_meets_together_as_a_warning_says()
    {
        var site = await engine.NewSite();
        object Stage(string name, string path) =>
            new { name, when = new[] { new { kind = "page", pathPrefix = path } } };

        var equal = await site.Put(
            "/v1/funnels/f",
            new
            {
                stages = new[] { Stage("מוצר", "/מוצרים"), Stage("Again", "/%D7%9E%D7%95%D7%A6%D7%A8%D7%99%D7%9D/") },
            }
        );
        var narrower = await site.Put(
            "/v1/funnels/f",
            new { stages = new[] { Stage("Shop", "/shop"), Stage("Cart", "/shop/cart") } }
        );

        ((string?)equal["warnings"]!.AsArray().Single())
            .Should()
            .Be(
                "'מוצר' and 'Again' have the same evidence: one interaction meets both, so nobody is ever at 'מוצר'. "
                    + "For a further one, 'Again' asks for a higher 'count'."
            );
        ((string?)narrower["warnings"]!.AsArray().Single())
            .Should()
            .Be(
                "What is evidence of 'Cart' is evidence of 'Shop', too: one interaction meets both, so 'Cart' does not "
                    + "show who was at 'Shop' before."
            );
        (await site.Put("/v1/funnels/f", Site.WeblogFunnel))["warnings"].Should().BeNull();
    }

    [Fact]
    public async Task with_the_admin_key_only()
    {
        var site = await engine.NewSite();

        async Task<HttpStatusCode> With(string? key) =>
            (await site.Send(HttpMethod.Put, "/v1/funnels/f", key, JsonContent.Create(Site.WeblogFunnel))).StatusCode;

        (await With(null)).Should().Be(HttpStatusCode.Unauthorized);
        (await With("ak_nonsense")).Should().Be(HttpStatusCode.Unauthorized);
        (await With(site.ReadKey)).Should().Be(HttpStatusCode.Forbidden);
        (await With(site.WriteKey)).Should().Be(HttpStatusCode.Forbidden);
        (await With(site.AdminKey)).Should().Be(HttpStatusCode.OK);
    }
}
