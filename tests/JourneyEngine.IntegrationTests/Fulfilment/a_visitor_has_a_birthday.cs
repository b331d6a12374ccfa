using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Erasure;
using JourneyEngine.Rights.Details;
using JourneyEngine.Rights.Fulfilment;
using JourneyEngine.Vault;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Wolverine;

namespace JourneyEngine.IntegrationTests.Fulfilment;

[Collection(OutboxTests.Name)]
public sealed class a_visitor_has_a_birthday(OneOutbox one)
{
    private static readonly string Year = DateTime.UtcNow.ToString("yyyy");

    [Fact]
    public async Task on_which_one_gift_is_sent_and_logged_without_the_address()
    {
        var recorder = new Recorder();
        await using var host = await one.Here(recorder);
        var site = await one.NewSite(new Uri(host.Urls.First())).Fulfils();
        await site.HasBirthday("dana", "dana@example.test");
        await site.Agrees("without", "birthday");
        await site.Tells("without", "birth_date", Asking.BornToday);

        foreach (var day in new[] { 0, 0, 1, 3, 4, 300 })
            (await one.Due(host, site, DateTimeOffset.UtcNow.AddDays(day))).Should().Be(1);

        await Eventually.Sees(() => one.Granted(site), it => it.Count == 1);
        var message = recorder.Sent.Should().ContainSingle().Subject;
        (message.To, message.Subject, message.Text)
            .Should()
            .Be(("dana@example.test", "For your birthday", "A coffee is waiting for you."));
        (await one.Granted(site))
            .Single()
            .Should()
            .Contain($"\"period\": \"{Year}\"")
            .And.Contain("benefit:birthday:")
            .And.NotContain("example.test");
    }

    [Fact]
    public async Task with_one_counted_use_of_birth_date_and_email()
    {
        var recorder = new Recorder();
        await using var host = await one.Here(recorder);
        var site = await one.NewSite(new Uri(host.Urls.First())).Fulfils();
        await site.HasBirthday("dana", "dana@example.test");
        for (var looks = 0; looks < 5; looks++)
            await one.Due(host, site, DateTimeOffset.UtcNow);
        await Eventually.Sees(() => one.Granted(site), it => it.Count == 1);

        var vault = host.Services.GetRequiredService<VaultAccess>().Open();
        var uses = await vault.Read(new DataSubject(site.Name, "dana", site.Mark(one.Folder, "dana")), default);
        uses.Select(it => (it.Field, it.Uses)).Should().Equal(("birth_date", 1), ("email", 1));
    }

    [Theory]
    [InlineData("withdrawn")]
    [InlineData("refused by a signal")]
    [InlineData("erased")]
    [InlineData("no more address")]
    public async Task after_erasure_or_withdrawal_and_gets_no_gift(string how)
    {
        var recorder = new Recorder();
        await using var host = await one.Here(recorder);
        var site = await one.NewSite(new Uri(host.Urls.First())).Fulfils();
        await site.HasBirthday("dana", "dana@example.test");
        await site.HasBirthday("noa", "noa@example.test");
        await Granted(host, site, "dana", "noa");

        if (how == "erased")
            await site.Erase("dana");
        else if (how == "withdrawn")
            await site.Withdraws("dana", "birthday");
        else if (how == "no more address")
            (
                await site.Send(HttpMethod.Delete, "/v1/privacy/details/email?visitor=dana", site.AdminKey, null)
            ).EnsureSuccessStatusCode();
        else
            await site.Accepted(Refusing("dana"));
        // As if it had been queued before: the handler looks again.
        await Publish(host, site, "dana");
        await host.Services.GetRequiredService<GrantBenefit>().Recover(DateTimeOffset.UtcNow, default);

        await Eventually.Sees(() => one.Granted(site), it => it.Count == 1);
        await Eventually.Sees(() => Open(host, site, "dana"), it => !it);
        recorder.Sent.Select(it => it.To).Should().Equal("noa@example.test");
    }

    [Fact]
    public async Task after_a_host_granted_the_gift_and_died_and_another_sends_it()
    {
        var recorder = new Recorder();
        await using var host = await one.Here(recorder);
        var site = await one.NewSite(new Uri(host.Urls.First())).Fulfils();
        await site.HasBirthday("dana", "dana@example.test");
        await Granted(host, site, "dana");

        (await one.Due(host, site, DateTimeOffset.UtcNow)).Should().Be(1);
        await host.Services.GetRequiredService<GrantBenefit>().Recover(DateTimeOffset.UtcNow, default);
        await host.Services.GetRequiredService<GrantBenefit>().Recover(DateTimeOffset.UtcNow, default);

        await Eventually.Sees(() => one.Granted(site), it => it.Count == 1);
        recorder.Sent.Should().ContainSingle();
    }

    [Fact]
    public async Task while_the_gift_is_published_repeatedly_and_gets_it_once()
    {
        var (gate, recorder) = (new TaskCompletionSource(), new Recorder());
        recorder.Before = _ => gate.Task;
        await using var host = await one.Here(recorder);
        var site = await one.NewSite(new Uri(host.Urls.First())).Fulfils();
        await site.HasBirthday("dana", "dana@example.test");
        await one.Due(host, site, DateTimeOffset.UtcNow);
        await Publish(host, site, "dana");
        await Publish(host, site, "dana");

        gate.SetResult();
        await Eventually.Sees(() => one.Granted(site), it => it.Count == 1);
        await Publish(host, site, "dana");
        await Task.Delay(1_000);

        recorder.Sent.Should().ContainSingle();
        (await one.Granted(site)).Should().ContainSingle();
    }

    private static JsonObject Refusing(string visitor)
    {
        var page = Calls.Page(visitor, "home", DateTimeOffset.UtcNow);
        page["context"] = new JsonObject
        {
            ["consent"] = new JsonObject { ["categoryPreferences"] = new JsonObject { ["birthday"] = false } },
        };
        return page;
    }

    /// <summary>Written down by a host that died before it queued it.</summary>
    private async Task Granted(WebApplication host, Site site, params string[] visitors)
    {
        var vault = host.Services.GetRequiredService<VaultAccess>().Open();
        foreach (var visitor in visitors)
            (
                await vault.Grants.Add(
                    new Grant(site.Name, site.Mark(one.Folder, visitor), "birthday", Year),
                    DateTimeOffset.UtcNow.AddMinutes(-3),
                    default
                )
            )
                .Should()
                .BeTrue();
    }

    private async Task Publish(WebApplication host, Site site, string visitor)
    {
        await using var scope = host.Services.CreateAsyncScope();
        try
        {
            await scope
                .ServiceProvider.GetRequiredService<IMessageBus>()
                .PublishAsync(new SendBenefit(site.Name, site.Mark(one.Folder, visitor), "birthday", Year));
        }
        catch (Wolverine.Persistence.Durability.DuplicateIncomingEnvelopeException)
        {
            // It is there.
        }
    }

    private Task<bool> Open(WebApplication host, Site site, string visitor) =>
        host
            .Services.GetRequiredService<VaultAccess>()
            .Open()
            .Grants.IsOpen(new Grant(site.Name, site.Mark(one.Folder, visitor), "birthday", Year), default);
}
