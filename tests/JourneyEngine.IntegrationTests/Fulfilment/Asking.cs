using System.Net.Http.Json;
using System.Text.Json.Nodes;
using JourneyEngine.Http;
using JourneyEngine.IntegrationTests.Collection;
using JourneyEngine.IntegrationTests.Privacy;
using JourneyEngine.Rights.Fulfilment;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace JourneyEngine.IntegrationTests.Fulfilment;

/// <summary>What a site and its visitors do so that something goes out to them.</summary>
internal static class Asking
{
    private const string Notice = """
        {"kinds":[{"kind":"page","reason":"Which pages are read."}],
         "purposes":[{"name":"updates","reason":"To write to you.","signals":["C0004"]},{"name":"nearby","reason":"Offers near you."},{"name":"birthday","reason":"A gift."},{"name":"letter","reason":"What we hold."}],
         "details":[{"name":"email","shape":"email","purposes":["updates","nearby","birthday","letter"]},{"name":"phone","shape":"phone","purposes":["updates","birthday"]},
                    {"name":"birth_date","shape":"date","purposes":["birthday"]},{"name":"residence","shape":"residence","purposes":["nearby"]}]}
        """;

    /// <summary>A birthday of today.</summary>
    public static string BornToday => DateTime.UtcNow.ToString("1992-MM-dd");

    public static async Task<Site> Fulfils(this Task<Site> made, int? letterEveryMonths = null)
    {
        var site = await made;
        await site.Publish(Notice);
        await site.Put(
            "/v1/fulfilment/settings",
            new { letterEveryMonths, birthdayGift = new { text = "A coffee is waiting for you." } }
        );
        return site;
    }

    public static async Task Agrees(this Site site, string visitor, params string[] purposes) =>
        Good(
            await site.Send(
                HttpMethod.Post,
                "/v1/privacy/consent",
                site.AdminKey,
                JsonContent.Create(new { visitor, granted = purposes })
            )
        );

    public static async Task Withdraws(this Site site, string visitor, params string[] purposes) =>
        Good(
            await site.Send(
                HttpMethod.Post,
                "/v1/privacy/consent",
                site.AdminKey,
                JsonContent.Create(new { visitor, refused = purposes })
            )
        );

    /// <summary>As the site tells it, which stands for it that an address was confirmed.</summary>
    public static async Task Tells(
        this Site site,
        string visitor,
        string detail,
        string value,
        bool confirmed = true
    ) =>
        Good(
            await site.Send(
                HttpMethod.Put,
                "/v1/privacy/details/" + detail,
                site.AdminKey,
                JsonContent.Create(
                    new
                    {
                        visitor,
                        value,
                        confirmed,
                    }
                )
            )
        );

    /// <summary>As anybody can say who reads the key in a page.</summary>
    public static async Task<string[]> Claims(this Site site, string visitor, string email) =>
        [
            .. await Door.InOrder(
                await site.Batch([
                    new JsonObject
                    {
                        ["type"] = "identify",
                        ["messageId"] = Guid.NewGuid().ToString(),
                        ["anonymousId"] = visitor,
                        ["traits"] = new JsonObject { ["email"] = email },
                    },
                ])
            ),
        ];

    /// <summary>Somebody whose birthday is today and who would like the gift.</summary>
    public static async Task HasBirthday(this Site site, string visitor, string email)
    {
        await site.Agrees(visitor, "birthday");
        await site.Tells(visitor, "birth_date", BornToday);
        await site.Tells(visitor, "email", email);
    }

    public static async Task<JsonObject> Announces(this Site site, object update)
    {
        var answer = await site.Send(
            HttpMethod.Post,
            "/v1/fulfilment/updates",
            site.AdminKey,
            JsonContent.Create(update)
        );
        Good(answer);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    public static byte[] Mark(this Site site, string folder, string visitor) =>
        new KeyDerivation(Convert.FromBase64String(File.ReadAllText(Path.Combine(folder, "secret.key")))).SubjectHash(
            site.Name,
            visitor
        );

    /// <summary>How many benefits are granted on a site by now, sent or not, after a host looked for what is
    /// due.</summary>
    public static async Task<long> Due(this OneOutbox one, WebApplication host, Site site, DateTimeOffset now)
    {
        var settings = (await host.Services.GetRequiredService<SitesToServe>().All(default))
            .Single(it => it.Site == site.Name)
            .Settings;
        await host.Services.GetRequiredService<FindDue>().Of(site.Name, settings, now, default);
        await using var everything = one.Everything();
        await using var command = everything.CreateCommand(
            "select count(*) from vault.grants where site = $1 and purpose <> 'confirm'"
        );
        command.Parameters.Add(new() { Value = site.Name });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>What was granted on a site, as it is stored.</summary>
    public static async Task<IReadOnlyList<string>> Granted(this OneOutbox one, Site site)
    {
        await using var command = one.Database.CreateCommand(
            "select data::text from journey.mt_events where tenant_id = $1 and type = 'benefit_granted'"
        );
        command.Parameters.Add(new() { Value = site.Name });
        var facts = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            facts.Add(reader.GetString(0));
        return facts;
    }

    private static void Good(HttpResponseMessage answer) =>
        answer.IsSuccessStatusCode.Should().BeTrue(answer.Content.ReadAsStringAsync().Result);
}
