using System.Net;
using System.Net.Http.Json;
using Npgsql;

namespace JourneyEngine.IntegrationTests.Host;

/// <summary>The embedded PostgreSQL dies, or hangs, while the host serves.</summary>
public sealed class postgresql_fails(OwnPostgres own) : IClassFixture<OwnPostgres>
{
    /// <summary>Less than any connection waits for an answer.</summary>
    private static readonly TimeSpan Seconds = TimeSpan.FromSeconds(15);

    /// <summary>Each of whom the driver lets go by itself, after it asked a server that hears nothing.</summary>
    private const int Readers = 12;

    [Fact]
    public async Task by_dying_and_is_started_again_with_everything_that_was_acknowledged()
    {
        await own.Site.Accepted(Calls.Page("before", "home", Calls.Noon));
        var died = own.Process;
        await Embedded.Signal(died, "-KILL");

        await Eventually.Sees(Ready, it => it.StatusCode == HttpStatusCode.OK && own.Process != died);

        await own.Site.Accepted(Calls.Page("after", "home", Calls.Noon));
        var stages = await own.Site.Get("/v1/reports/returns?wait=true");
        ((int)stages["visitors"]!).Should().BeGreaterThanOrEqualTo(2);
        own.Host.Output.Should().Contain("PostgreSQL has ended by itself").And.Contain("PostgreSQL runs again");
    }

    [Fact]
    public async Task by_hanging_and_everybody_is_told_to_come_again()
    {
        await own.Site.Accepted(Calls.Page("v", "home", Calls.Noon));
        await own.Signal("-STOP");
        try
        {
            // These wait when it is found out, and those come later.
            await Refused([
                own.Site.Batch([Calls.Page("v", "blog", Calls.Noon)]),
                .. Enumerable.Range(0, Readers).Select(_ => own.Site.Ask("/v1/reports/returns")),
                Ready(),
            ]);
            // As patient as the host's own connections are.
            await using var server = new NpgsqlConnection(own.ConnectionString + ";Timeout=5");
            var asking = server.OpenAsync();
            await Refused(
                own.Site.Batch([Calls.Page("v", "blog", Calls.Noon)]),
                own.Site.Ask("/v1/reports/returns"),
                Decision(),
                Ready()
            );
            asking.IsCompleted.Should().BeFalse("who knows that it does not answer does not ask it");
            await asking.Awaiting(it => it).Should().ThrowAsync<NpgsqlException>();
            (await own.Site.Send(HttpMethod.Get, "/health/live", null, null)).StatusCode.Should().Be(HttpStatusCode.OK);
        }
        finally
        {
            await own.Signal("-CONT");
        }

        await Eventually.Sees(Ready, it => it.StatusCode == HttpStatusCode.OK);
        await own.Site.Accepted(Calls.Page("v", "blog", Calls.Noon.AddMinutes(1)));
    }

    private static async Task Refused(params Task<HttpResponseMessage>[] asked)
    {
        foreach (var answer in await Task.WhenAll(asked).WaitAsync(Seconds))
        {
            var path = $"{answer.RequestMessage!.RequestUri!.AbsolutePath} {await answer.Content.ReadAsStringAsync()}";
            answer.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable, path);
            answer.Headers.RetryAfter.Should().NotBeNull(path);
            answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json", path);
        }
    }

    private Task<HttpResponseMessage> Decision() =>
        own.Site.Send(
            HttpMethod.Post,
            "/ofrep/v1/evaluate/flags/hero",
            own.Site.WriteKey,
            JsonContent.Create(new { context = new { targetingKey = "somebody" } })
        );

    private Task<HttpResponseMessage> Ready() => own.Site.Send(HttpMethod.Get, "/health/ready", null, null);
}
