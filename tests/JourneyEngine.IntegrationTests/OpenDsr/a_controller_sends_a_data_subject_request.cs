using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Erasure;
using JourneyEngine.IntegrationTests.Fulfilment;
using JourneyEngine.Privacy;
using JourneyEngine.Rights.OpenDsr;
using Microsoft.Extensions.DependencyInjection;

namespace JourneyEngine.IntegrationTests.OpenDsr;

[Collection(RequestTests.Name)]
public sealed class a_controller_sends_a_data_subject_request(OneOutbox one)
{
    private readonly Guid _id = Guid.NewGuid();
    private readonly string _visitor = "v-" + Guid.NewGuid().ToString("N");

    [Fact]
    public async Task for_erasure_and_is_called_back_with_a_signed_completion()
    {
        using var hook = new Hook(Hook.Takes);
        await using var host = await one.Here(new Recorder());
        var site = await one.NewSite(new Uri(host.Urls.First()));
        await site.Accepted(
            Calls.Page(_visitor, "home", Calls.Noon),
            Calls.Page(_visitor, "files", Calls.Noon.AddDays(1))
        );
        var request = Controller.Request("erasure", _id, hook, _visitor);

        var receipt = await site.Submits(request);
        var again = await site.Submits(request);
        var done = await site.Becomes(_id, "completed");
        await Eventually.Sees(
            () => Task.FromResult(hook.Calls),
            it => it.Any(call => call.Body.Contains("\"completed\""))
        );

        ((string)receipt["controller_id"]!, (string)receipt["subject_request_id"]!)
            .Should()
            .Be((site.Name, _id.ToString()));
        JsonNode
            .DeepEquals(JsonNode.Parse(Convert.FromBase64String((string)receipt["encoded_request"]!)), request)
            .Should()
            .BeTrue();
        ((string)again["received_time"]!).Should().Be((string)receipt["received_time"]!, "it is the same request");
        ((long)done["results_count"]!, done["results_url"]).Should().Be((2, null));
        var told = new List<JsonObject>();
        foreach (var call in hook.Calls)
        {
            call.Headers["X-OpenDSR-Processor-Domain"].Should().Be("journeys.example.test");
            told.Add(await site.Signed(call.Body, call.Headers["X-OpenDSR-Signature"]));
        }

        told.Select(it => (string)it["request_status"]!).Except(["in_progress"]).Should().Equal("completed");
        told.Should().OnlyContain(it => (string)it["status_callback_url"]! == hook.Address.ToString());
        (await site.Send(HttpMethod.Get, $"/v1/privacy/me?visitor={_visitor}", site.AdminKey, null))
            .StatusCode.Should()
            .Be(System.Net.HttpStatusCode.NotFound);
        var report = await site.Get("/v1/reports/requests");
        var row = report["rows"]!.AsArray().Should().ContainSingle().Subject!;
        (
            (string)row["type"]!,
            (long)row["received"]!,
            (long)row["waiting"]!,
            (long)row["overdue"]!,
            (long)row["completed"]!
        )
            .Should()
            .Be(("erasure", 1, 0, 0, 1));
        report["acts"]!
            .AsArray()
            .Select(it => $"{it!["actor"]} {it["action"]} {it["times"]}")
            .Should()
            .Contain("site request erasure 1");
        (await site.Get("/v1/reports/requests?to=2020-01-01"))["rows"]!.AsArray().Should().BeEmpty();
        await using var everything = one.Everything();
        (await Scan.Tables(everything, _visitor)).Should().BeEmpty();
        (await Scan.Tables(everything, Convert.ToBase64String(Encoding.UTF8.GetBytes(_visitor))[..^4]))
            .Should()
            .BeEmpty();
    }

    [Theory]
    [InlineData("access")]
    [InlineData("portability")]
    public async Task for_access_or_portability_and_fetches_results_until_the_visitor_is_erased(string type)
    {
        await using var host = await one.Here(new Recorder());
        var site = await one.NewSite(new Uri(host.Urls.First()));
        await site.Accepted(Calls.Page(_visitor, "home", Calls.Noon));
        await site.Submits(Controller.Request(type, _id, null, _visitor, "nobody"));

        var done = await site.Becomes(_id, "completed");
        var results = await site.Follows((string)done["results_url"]!);
        var foreign = await one.NewSite(site.Address);

        var subject = (await results.Content.ReadFromJsonAsync<JsonObject>())!["subjects"]!
            .AsArray()
            .Should()
            .ContainSingle()
            .Subject!;
        ((string)(type == "access" ? subject : subject["about"]!)["visitor"]!).Should().Be(_visitor);
        (subject["facts"]?.AsArray().Count).Should().Be(type == "access" ? null : 1);
        ((long)done["results_count"]!).Should().Be(1);
        ((int)(await foreign.Follows((string)done["results_url"]!)).StatusCode).Should().Be(404);
        (
            (int)
                (
                    await site.Send(
                        HttpMethod.Get,
                        new Uri((string)done["results_url"]!).AbsolutePath,
                        site.ReadKey,
                        null
                    )
                ).StatusCode
        )
            .Should()
            .Be(403);

        await site.Erase(_visitor);
        ((int)(await site.Follows((string)done["results_url"]!)).StatusCode).Should().Be(404);
        await using var everything = one.Everything();
        (await Scan.Tables(everything, _visitor)).Should().BeEmpty("the request names nobody who is erased");
    }

    [Fact]
    public async Task for_access_whose_results_expire_together_with_the_visitor_s_id()
    {
        await using var host = await one.Here(new Recorder());
        var site = await one.NewSite(new Uri(host.Urls.First()));
        await site.Accepted(Calls.Page(_visitor, "home", Calls.Noon));
        await site.Submits(Controller.Request("access", _id, null, _visitor));
        await site.Becomes(_id, "completed");

        await host.Services.GetRequiredService<SubjectRequests>().Expire(DateTimeOffset.UtcNow.AddDays(7), default);

        var status = await site.Status(_id);
        ((string)status["request_status"]!, status["results_url"]).Should().Be(("completed", null));
        await using var command = one.Database.CreateCommand(
            "select visitors = '{}' from journey.subject_requests where id = $1"
        );
        command.Parameters.Add(new() { Value = _id });
        (await command.ExecuteScalarAsync()).Should().Be(true);
    }

    [Fact]
    public async Task for_erasure_and_cancels_it_before_it_starts()
    {
        using var hook = new Hook(Hook.Takes);
        await using var host = await one.Here(new Recorder(), toCancel: TimeSpan.FromHours(1));
        var site = await one.NewSite(new Uri(host.Urls.First()));
        await site.Accepted(Calls.Page(_visitor, "home", Calls.Noon));
        await site.Submits(Controller.Request("erasure", _id, hook, _visitor));

        ((string)(await site.Status(_id))["request_status"]!).Should().Be("pending");
        var foreign = await one.NewSite(site.Address);
        ((int)(await foreign.Cancels(_id)).StatusCode).Should().Be(404);
        var cancelled = await site.Cancels(_id);
        var again = await site.Cancels(_id);
        await host.Services.GetRequiredService<RequestAnswers>().Answer(new AnswerRequest(site.Name, _id), default);

        ((int)cancelled.StatusCode, (int)again.StatusCode).Should().Be((202, 202));
        ((string)(await site.Signed(cancelled))["subject_request_id"]!).Should().Be(_id.ToString());
        ((string)(await site.Status(_id))["request_status"]!).Should().Be("cancelled");
        await Eventually.Sees(
            () => Task.FromResult(hook.Calls),
            it => it.Any(call => call.Body.Contains("\"cancelled\""))
        );
        (await site.Send(HttpMethod.Get, $"/v1/privacy/me?visitor={_visitor}", site.AdminKey, null))
            .StatusCode.Should()
            .Be(System.Net.HttpStatusCode.OK);
    }

    [Fact]
    public async Task for_erasure_and_cannot_cancel_it_once_completed()
    {
        await using var host = await one.Here(new Recorder());
        var site = await one.NewSite(new Uri(host.Urls.First()));
        await site.Submits(Controller.Request("erasure", _id, null, _visitor));
        await site.Becomes(_id, "completed");

        ((int)(await site.Cancels(_id)).StatusCode).Should().Be(400);
    }

    [Fact]
    public async Task to_a_host_that_died_meanwhile_and_another_completes_it()
    {
        await using var host = await one.Here(new Recorder(), toCancel: TimeSpan.FromHours(1));
        var site = await one.NewSite(new Uri(host.Urls.First()));
        await site.Accepted(Calls.Page(_visitor, "home", Calls.Noon));
        await site.Submits(Controller.Request("erasure", _id, null, _visitor));
        (await host.Services.GetRequiredService<SubjectRequests>().Begin(site.Name, _id, default)).Should().BeTrue();

        await host.Services.GetRequiredService<RequestAnswers>().Answer(new AnswerRequest(site.Name, _id), default);
        await host.Services.GetRequiredService<RequestAnswers>().Answer(new AnswerRequest(site.Name, _id), default);

        ((string)(await site.Status(_id))["request_status"]!).Should().Be("completed");
        (await site.Send(HttpMethod.Get, $"/v1/privacy/me?visitor={_visitor}", site.AdminKey, null))
            .StatusCode.Should()
            .Be(System.Net.HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task with_a_callback_that_is_retried_after_a_503()
    {
        Hook? hook = null;
        using var calls = hook = new Hook(call => Hook.Answers(Completed(hook!) == 1 ? 503 : 202)(call));
        await using var host = await one.Here(new Recorder());
        var site = await one.NewSite(new Uri(host.Urls.First()));
        await site.Submits(Controller.Request("access", _id, hook, _visitor));

        (await Eventually.Sees(() => Task.FromResult(Completed(hook)), it => it > 1)).Should().Be(2);
    }

    [Fact]
    public async Task with_an_id_that_is_unique_within_its_site()
    {
        await using var host = await one.Here(new Recorder());
        var (site, other) = (
            await one.NewSite(new Uri(host.Urls.First())),
            await one.NewSite(new Uri(host.Urls.First()))
        );
        await site.Submits(Controller.Request("access", _id, null, _visitor));
        await other.Submits(Controller.Request("erasure", _id, null, "somebody else"));

        var changed = await site.Send(
            HttpMethod.Post,
            "/v1/privacy/requests",
            site.AdminKey,
            JsonContent.Create(Controller.Request("access", _id, null, "somebody else"))
        );

        ((int)changed.StatusCode).Should().Be(400);
        var error = (await changed.Content.ReadFromJsonAsync<JsonObject>())!["error"]!;
        ((int)error["code"]!, (string)error["errors"]![0]!["reason"]!).Should().Be((400, "subject_request_id"));
        ((string)(await other.Becomes(_id, "completed"))["controller_id"]!).Should().Be(other.Name);
    }

    [Fact]
    public async Task ten_times_at_once_and_it_is_received_once()
    {
        await using var host = await one.Apart("file");
        var site = await one.NewSite(host.Address);
        var request = Controller.Request("portability", _id, null, _visitor);

        var receipts = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => site.Submits(request)));

        receipts.Select(it => (string)it["received_time"]!).Distinct().Should().ContainSingle();
        await using var command = one.Database.CreateCommand(
            "select count(*) from journey.wolverine_incoming_envelopes where position($1 in body) > 0 and status = "
                + "'Scheduled'"
        );
        command.Parameters.Add(new() { Value = Encoding.UTF8.GetBytes(_id.ToString()) });
        (await command.ExecuteScalarAsync()).Should().Be(1L);
        host.Output.Should()
            .NotContain(_visitor)
            .And.NotContain(_id.ToString(), "what a statement stores is in no log, also where it fails");
    }

    [Fact]
    public async Task only_with_the_admin_key()
    {
        await using var host = await one.Here(new Recorder());
        var site = await one.NewSite(new Uri(host.Urls.First()));
        foreach (var (key, status) in new[] { (null, 401), (site.WriteKey, 403), (site.ReadKey, 403) })
        {
            (
                (int)
                    (
                        await site.Send(
                            HttpMethod.Post,
                            "/v1/privacy/requests",
                            key,
                            JsonContent.Create(Controller.Request("access", _id, null, _visitor))
                        )
                    ).StatusCode
            )
                .Should()
                .Be(status);
            ((int)(await site.Send(HttpMethod.Get, $"/v1/privacy/requests/{_id}", key, null)).StatusCode)
                .Should()
                .Be(status);
            ((int)(await site.Send(HttpMethod.Delete, $"/v1/privacy/requests/{_id}", key, null)).StatusCode)
                .Should()
                .Be(status);
            ((int)(await site.Send(HttpMethod.Get, $"/v1/privacy/requests/{_id}/results", key, null)).StatusCode)
                .Should()
                .Be(status);
        }
    }

    private static int Completed(Hook hook) => hook.Calls.Count(it => it.Body.Contains("\"completed\""));
}
