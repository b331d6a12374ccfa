using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Cli;
using JourneyEngine.IntegrationTests.Erasure;

namespace JourneyEngine.IntegrationTests.Persons;

[Collection(EngineTests.Name)]
public sealed class a_person_is_erased(EngineFixture engine)
{
    [Fact]
    public async Task without_whoever_shared_a_device()
    {
        var site = await Linked();

        await site.Erase("dana");

        (await site.Ask("/v1/visitors/dana")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await site.Ask("/v1/visitors/phone")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        ((int)(await site.Get("/v1/visitors/noa"))["visits"]!).Should().BeGreaterThan(1, "Noa's are hers");
        await site.Accepted(Calls.Page("noa-phone", "blog", Calls.Noon.AddDays(9), userId: "noa"));
    }

    /// <summary>What the erased did on it is nobody's, and not Noa's.</summary>
    [Fact]
    public async Task without_leaving_a_shared_device_to_whoever_shared_it()
    {
        var site = await Linked();
        var before = (int)(await site.Get("/v1/visitors/noa"))["visits"]!;

        await site.Erase("dana");

        ((int)(await site.Get("/v1/visitors/noa"))["visits"]!).Should().Be(before);
        (await DryRun(site, "noa"))["kept"]!.AsArray().Select(it => (string)it!).Should().Equal("library");
    }

    /// <summary>Of two user ids of one person, one is erased alone: her phone is not several people's for that.</summary>
    [Fact]
    public async Task by_one_of_her_user_ids_with_her_devices_left_to_the_other()
    {
        var site = await engine.NewSite();
        var server = (string)(await site.Put("/v1/keys/server", new { scope = "write", vouches = true }))["key"]!;
        var alias = new JsonObject
        {
            ["type"] = "alias",
            ["messageId"] = "one",
            ["previousId"] = "old",
            ["userId"] = "new",
        };
        foreach (
            var call in new[]
            {
                Calls.Page("phone", "home", Calls.Noon, "old"),
                Calls.Page("phone", "blog", Calls.Noon.AddDays(1), "new"),
                alias,
            }
        )
            (await site.Send(HttpMethod.Post, "/v1/batch", server, JsonContent.Create(new { batch = new[] { call } })))
                .IsSuccessStatusCode.Should()
                .BeTrue();

        (
            await site.Send(
                HttpMethod.Post,
                "/v1/privacy/erase",
                site.AdminKey,
                JsonContent.Create(new { visitor = "old", linked = false })
            )
        )
            .IsSuccessStatusCode.Should()
            .BeTrue();

        (await DryRun(site, "new"))["erased"]!
            .AsArray()
            .Select(it => (string)it!["visitor"]!)
            .Should()
            .Equal("new", "phone");
    }

    [Fact]
    public async Task as_a_dry_run_told()
    {
        var site = await Linked();
        var scope = await DryRun(site, "dana");

        scope["erased"]!.AsArray().Select(it => (string)it!["visitor"]!).Should().Equal("dana", "phone");
        scope["erased"]!.AsArray().Select(it => (int)it!["facts"]!).Should().Equal(0, 2);
        scope["kept"]!.AsArray().Select(it => (string)it!).Should().Equal("library");
        ((int)(await site.Get("/v1/visitors/dana"))["visits"]!).Should().Be(1, "nothing was changed yet");
        var statement = (await site.Erase("dana"))["statement"]!;
        (statement["marks"]!.AsArray().Count, (int)statement["facts"]!).Should().Be((2, 2), "as it was told");
    }

    [Fact]
    public async Task after_the_command_line_showed_what_would_go()
    {
        var site = await Linked();

        var (code, output, error) = await JourneyProgram.Run(
            engine,
            "erase",
            "dana",
            "--dry-run",
            "--keys",
            await site.Keys()
        );

        code.Should().Be(0, error);
        output.Should().ContainAll("dana", "phone", "library stays", "Nothing was erased");
        ((int)(await site.Get("/v1/visitors/dana"))["visits"]!).Should().Be(1);
    }

    /// <summary>The write key is in every page, so anybody may say that a user id is another one.</summary>
    [Theory]
    [InlineData("stranger", "dana")]
    [InlineData("dana", "stranger")]
    public async Task never_by_a_stranger_who_said_to_be_the_person(string previous, string now)
    {
        var site = await Linked();
        await site.Accepted(
            Calls.Page("stranger-phone", "home", Calls.Noon, userId: "stranger"),
            new JsonObject
            {
                ["type"] = "alias",
                ["messageId"] = Guid.NewGuid().ToString(),
                ["previousId"] = previous,
                ["userId"] = now,
            }
        );

        await site.Erase("stranger");

        ((int)(await site.Get("/v1/visitors/dana"))["visits"]!).Should().Be(1);
        ((int)(await site.Get("/v1/visitors/phone?device=only"))["visits"]!).Should().Be(1);
        (await site.Ask("/v1/visitors/stranger-phone")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    /// <summary>Whoever is known by a user id alone is no device of a stranger who sends that id as one.</summary>
    [Fact]
    public async Task never_as_a_device_of_whoever_sent_their_user_id_as_one()
    {
        var site = await engine.NewSite();
        await site.Accepted(
            new JsonObject
            {
                ["type"] = "page",
                ["messageId"] = Guid.NewGuid().ToString(),
                ["userId"] = "dana",
                ["name"] = "home",
                ["timestamp"] = Calls.Noon.ToString("O"),
            },
            Calls.Page("dana", "home", Calls.Noon.AddDays(1), userId: "stranger")
        );

        (await site.Ask("/v1/visitors/stranger")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        await site.Erase("stranger");

        ((int)(await site.Get("/v1/visitors/dana"))["visits"]!).Should().Be(2);
    }

    /// <summary>Whoever has a stream of their own under a user id, without any device, is no device of a
    /// stranger.</summary>
    [Fact]
    public async Task never_as_a_device_of_whoever_named_them_in_an_alias_call()
    {
        var site = await engine.NewSite();
        await site.Accepted(
            Calls.Page("dana", "home", Calls.Noon),
            new JsonObject
            {
                ["type"] = "alias",
                ["messageId"] = Guid.NewGuid().ToString(),
                ["previousId"] = "dana",
                ["userId"] = "stranger",
            }
        );

        await site.Erase("stranger");

        ((int)(await site.Get("/v1/visitors/dana"))["visits"]!).Should().Be(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task from_everybody_else_s_stream_too(bool linked)
    {
        var site = await Linked();

        (
            await site.Send(
                HttpMethod.Post,
                "/v1/privacy/erase",
                site.AdminKey,
                JsonContent.Create(new { visitor = "dana", linked })
            )
        )
            .IsSuccessStatusCode.Should()
            .BeTrue();

        await using var command = engine.Database.CreateCommand(
            "select count(*) from journey.mt_events where tenant_id = $1 and data::text like '%dana%'"
        );
        command.Parameters.Add(new() { Value = site.Name });
        ((long)(await command.ExecuteScalarAsync())!).Should().Be(0);
        (await (await site.Ask("/v1/visitors/library/events")).Content.ReadAsStringAsync()).Should().NotContain("dana");
        var page = await site.Send(HttpMethod.Get, "/v1/privacy/me?visitor=library", site.AdminKey, null);
        (await page.Content.ReadAsStringAsync()).Should().NotContain("dana");
    }

    /// <summary>What is acknowledged is known: no table has to catch up first.</summary>
    [Fact]
    public async Task with_a_device_that_was_linked_a_moment_before()
    {
        var site = await engine.NewSite();
        for (var i = 0; i < 20; i++)
        {
            await site.Accepted(Calls.Page($"device-{i}", "home", Calls.Noon, userId: $"user-{i}"));

            await site.Erase($"user-{i}");

            (await site.Ask($"/v1/visitors/device-{i}")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        }

        ((int)(await site.Get("/v1/reports/returns?wait=true"))["visitors"]!).Should().Be(0);
    }

    [Fact]
    public async Task while_links_to_the_person_are_sent()
    {
        var site = await engine.NewSite();
        var sending = Enumerable
            .Range(0, 8)
            .Select(async i =>
            {
                for (var n = 0; n < 10; n++)
                    await site.Batch([Calls.Page($"device-{i}-{n}", "home", Calls.Noon, userId: "dana")]);
            })
            .ToArray();
        await Task.Delay(50);
        await site.Erase("dana");
        await Task.WhenAll(sending);

        await using var command = engine.Database.CreateCommand(
            "select count(*) from journey.mt_events where tenant_id = $1 and data::text like '%dana%'"
        );
        command.Parameters.Add(new() { Value = site.Name });
        ((long)(await command.ExecuteScalarAsync())!).Should().Be(0);
    }

    private static async Task<JsonObject> DryRun(Site site, string visitor) =>
        (
            await (
                await site.Send(
                    HttpMethod.Post,
                    "/v1/privacy/erase",
                    site.AdminKey,
                    JsonContent.Create(new { visitor, dryRun = true })
                )
            ).Content.ReadFromJsonAsync<JsonObject>()
        )!;

    /// <summary>Dana's phone, the library's computer that both used, and Noa's phone.</summary>
    private async Task<Site> Linked()
    {
        var site = await engine.NewSite();
        await site.Accepted(
            Calls.Page("phone", "home", Calls.Noon, userId: "dana"),
            Calls.Page("library", "home", Calls.Noon.AddDays(2), userId: "dana"),
            Calls.Page("library", "home", Calls.Noon.AddDays(3), userId: "noa"),
            Calls.Page("noa-phone", "home", Calls.Noon.AddDays(4), userId: "noa"),
            Calls.Page("noa-phone", "home", Calls.Noon.AddDays(5), userId: "noa")
        );
        return site;
    }
}
