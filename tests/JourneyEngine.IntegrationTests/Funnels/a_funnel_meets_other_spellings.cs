using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Funnels;

/// <summary>A rule is typed by a person, an interaction is sent by a browser or copied by another person.</summary>
[Collection(EngineTests.Name)]
public sealed class a_funnel_meets_other_spellings(EngineFixture engine)
{
    private static readonly object Typed = new
    {
        stages = new object[]
        {
            new { name = "Home", when = new object[] { new { path = "/" } } },
            new { name = "Products", when = new object[] { new { pathPrefix = "/מוצרים" } } },
            new { name = "Signed up", when = new object[] { new { name = " Signed  Up\u200E" } } },
            new { name = "Priced", when = new object[] { new { pathPrefix = "/pricing/" } } },
        },
    };

    [Fact]
    public async Task of_names_and_paths()
    {
        var site = await engine.NewSite();
        await site.Put("/v1/funnels/f", Typed);
        await site.Accepted(
            At("a", "/", 0),
            At("a", "/%D7%9E%D7%95%D7%A6%D7%A8%D7%99%D7%9D/%D7%A1%D7%A4%D7%A8", 1),
            Calls.Track("a", "Signed\u00A0Up ", Calls.Noon.AddMinutes(2)),
            At("a", "//pricing", 3),
            At("b", "//", 0),
            At("b", "/%d7%9e%d7%95%d7%a6%d7%a8%d7%99%d7%9d/", 1),
            Calls.Track("b", "\uFEFFSigned Up", Calls.Noon.AddMinutes(2)),
            At("b", "/pricing-old", 3)
        );

        (await Reached(site, "ordered")).Should().Equal(2, 2, 2, 1);
        (await Reached(site, "any")).Should().Equal(2, 2, 2, 1);
        ((string?)(await site.Get("/v1/visitors/b?funnel=f"))["stage"]).Should().Be("Signed up");
    }

    private static JsonObject At(string visitor, string path, int minutes)
    {
        var page = Calls.Page(visitor, "page", Calls.Noon.AddMinutes(minutes));
        page["context"] = new JsonObject { ["page"] = new JsonObject { ["path"] = path } };
        return page;
    }

    private static async Task<long[]> Reached(Site site, string order) =>
        [
            .. (await site.Get($"/v1/reports/funnel?funnel=f&order={order}&wait=true"))["rows"]!
                .AsArray()
                .Select(it => (long)it!["visitors"]!),
        ];
}
