using System.Net;
using System.Text.Json.Nodes;

namespace JourneyEngine.IntegrationTests.Persons;

/// <summary>Dana reads on the phone and buys at the desk; at the library she and Noa use one computer.</summary>
[Collection(EngineTests.Name)]
public sealed class a_person_has_several_devices(EngineFixture engine)
{
    [Theory]
    [InlineData("dana")]
    [InlineData("phone")]
    [InlineData("desk")]
    public async Task of_which_each_tells_the_whole_relationship(string id)
    {
        var site = await Linked();

        var person = await site.Get($"/v1/visitors/{id}");

        ((int)person["visits"]!, (int)person["returnVisits"]!).Should().Be((2, 1));
        Kinds(person).Should().Equal(("dana", "user"), ("desk", "device"), ("phone", "device"));
        person["person"]!["sharedDevices"]!.AsArray().Select(it => (string)it!).Should().Equal("library");
        ((int)(await site.Get($"/v1/visitors/phone?device=only"))["visits"]!)
            .Should()
            .Be(1, "'only' asks for the pseudonym");
    }

    [Fact]
    public async Task of_which_none_is_shared()
    {
        var site = await Linked();

        ((int)(await site.Get("/v1/visitors/library"))["visits"]!).Should().Be(1);
        (await site.Ask("/v1/visitors/noa")).StatusCode.Should().Be(HttpStatusCode.NotFound, "she has none of her own");
    }

    /// <summary>Every door by which a visitor is named. Each is asked for the user id and for a device, and must answer
    /// as for the whole person.</summary>
    [Theory]
    [InlineData("GET", "/v1/visitors/{id}", "read", null)]
    [InlineData("GET", "/v1/visitors/{id}/events", "read", null)]
    [InlineData("GET", "/v1/privacy/me?visitor={id}", "admin", null)]
    [InlineData("GET", "/v1/privacy/export?visitor={id}", "admin", null)]
    [InlineData("GET", "/v1/privacy/consent?visitor={id}", "admin", null)]
    [InlineData("POST", "/v1/privacy/erase", "admin", "{\"visitor\":\"{id}\",\"dryRun\":true}")]
    public async Task whom_every_call_means(string method, string path, string key, string? body)
    {
        var site = await Linked();
        (
            await Send(
                site,
                "POST",
                "/v1/privacy/consent",
                site.AdminKey,
                "{\"visitor\":\"dana\",\"refused\":[\"personalize\"]}"
            )
        )
            .StatusCode.Should()
            .Be(HttpStatusCode.NoContent);

        var answers = new List<string>();
        foreach (var id in new[] { "dana", "phone" })
        {
            var answer = await Send(
                site,
                method,
                path.Replace("{id}", id, StringComparison.Ordinal),
                key == "read" ? site.ReadKey : site.AdminKey,
                body?.Replace("{id}", id, StringComparison.Ordinal)
            );
            answer.StatusCode.Should().Be(HttpStatusCode.OK, $"{id}: {await answer.Content.ReadAsStringAsync()}");
            answers.Add(await answer.Content.ReadAsStringAsync());
        }

        if (path.EndsWith("/erase", StringComparison.Ordinal))
        {
            // Erasing is the exception that is wanted: a device takes itself alone.
            Erased(answers[0]).Should().Equal("dana", "desk", "phone");
            Erased(answers[1]).Should().Equal("phone");
        }
        else
        {
            foreach (var answer in answers)
                answer
                    .Should()
                    .ContainAll(
                        path.Contains("consent", StringComparison.Ordinal) ? ["personalize"] : ["phone", "desk"]
                    );
        }
    }

    [Theory]
    [InlineData("/v1/privacy/objection", "{\"visitor\":\"dana\",\"objected\":true}")]
    [InlineData("/v1/privacy/consent", "{\"visitor\":\"dana\",\"refused\":[\"measure\"]}")]
    public async Task who_is_measured_on_none_after_an_objection_by_user_id(string path, string body)
    {
        var site = await Linked();

        (await Send(site, "POST", path, site.AdminKey, body)).StatusCode.Should().Be(HttpStatusCode.NoContent);

        foreach (var device in new[] { "phone", "desk", "dana" })
            (await Site.Receipts(await site.Batch([Calls.Page(device, "blog", Calls.Noon.AddDays(9))])))
                .Should()
                .NotContainKey("accepted", device);
        (await Site.Receipts(await site.Batch([Calls.Page("library", "blog", Calls.Noon.AddDays(9))])))
            .Should()
            .ContainKey("accepted", "the shared computer is not hers alone");
        ((int)(await site.Get("/v1/reports/returns?wait=true"))["visitors"]!).Should().Be(1);
        Kinds(await site.Get("/v1/visitors/dana")).Should().HaveCount(3, "an objection cuts no link");
    }

    [Fact]
    public async Task who_objected_and_takes_a_new_one()
    {
        var site = await Linked();
        (await Send(site, "POST", "/v1/privacy/objection", site.AdminKey, "{\"visitor\":\"dana\",\"objected\":true}"))
            .StatusCode.Should()
            .Be(HttpStatusCode.NoContent);

        foreach (var device in new[] { "new", "library" })
            (await Site.Receipts(await site.Batch([Calls.Page(device, "blog", Calls.Noon.AddDays(9), "dana")])))
                .Should()
                .NotContainKey("accepted", "what she does under her user id is hers on every device");

        (await site.Ask("/v1/visitors/new")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        await site.Accepted(Calls.Page("new", "blog", Calls.Noon.AddDays(9)));
    }

    private static IEnumerable<string> Erased(string dryRun) =>
        JsonNode.Parse(dryRun)!["erased"]!.AsArray().Select(it => (string)it!["visitor"]!).Order();

    private static IEnumerable<(string, string)> Kinds(JsonObject visitor) =>
        visitor["person"]!["pseudonyms"]!.AsArray().Select(it => ((string)it!["id"]!, (string)it["kind"]!));

    private static Task<HttpResponseMessage> Send(Site site, string method, string path, string key, string? body) =>
        site.Send(
            new HttpMethod(method),
            path,
            key,
            body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json")
        );

    private async Task<Site> Linked()
    {
        var site = await engine.NewSite();
        await site.Accepted(
            Calls.Page("phone", "home", Calls.Noon, userId: "dana"),
            Calls.Page("desk", "home", Calls.Noon.AddDays(1), userId: "dana"),
            Calls.Page("library", "home", Calls.Noon.AddDays(2), userId: "dana"),
            Calls.Page("library", "home", Calls.Noon.AddDays(2).AddMinutes(1), userId: "noa")
        );
        return site;
    }
}
