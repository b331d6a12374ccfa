using System.Net.Http.Json;
using System.Text.Json.Nodes;
using JourneyEngine.IntegrationTests.Erasure;
using JourneyEngine.IntegrationTests.Host;
using JourneyEngine.Log;
using JourneyEngine.Tests;
using JourneyEngine.Vault;
using Npgsql;
using KeyDerivation = JourneyEngine.Http.KeyDerivation;

namespace JourneyEngine.IntegrationTests.Blindness;

/// <summary>Two engines with the same visitors: those of the one tell everything about themselves, change it and take
/// it back; those of the other tell nothing.</summary>
public class visitors_declare_personal_details
{
    private static readonly int Visitors = Cases.Of(10_000, 500);
    private static readonly ParallelOptions AtOnce = new() { MaxDegreeOfParallelism = 8 };
    private static readonly DeclaredField[] Fields =
    [
        DeclaredField.Email,
        DeclaredField.Phone,
        DeclaredField.BirthDate,
        DeclaredField.Residence,
    ];

    [Fact]
    public async Task without_changing_one_byte_of_their_decisions()
    {
        var both = await Task.WhenAll(Decisions(telling: false), Decisions(telling: true));
        var (silent, telling) = (both[0], both[1]);

        silent.Should().HaveCount(Visitors);
        silent
            .Values.Sum(it => it.Count)
            .Should()
            .BeGreaterThan(2 * Visitors, "each was decided for in two slots, and again when something had changed");
        silent
            .Values.SelectMany(it => it)
            .Select(it => JsonNode.Parse(it)!["content"]!.ToString())
            .Distinct()
            .Should()
            .HaveCountGreaterThan(6);
        foreach (var (visitor, decisions) in silent)
            telling[visitor].Should().Equal(decisions, $"{visitor} told details to one engine and none to the other");
    }

    private static async Task<Dictionary<string, List<string>>> Decisions(bool telling)
    {
        await using var host = new OwnHost();
        await host.Start();
        var crowd = new Crowd(Visitors);
        await Crowd.Prepare(host.Site);
        await crowd.Act(host.Site, again: false);
        if (telling)
            await Told(host, crowd, (vault, owner, number) => Tell(vault, owner, number, "first"));
        await Ask(host.Site, crowd);
        if (telling)
            await Told(host, crowd, ChangeOrRemove);
        await crowd.Act(host.Site, again: true);
        await Ask(host.Site, crowd);
        return await Read(host, crowd);
    }

    private static Task Ask(Site site, Crowd crowd) =>
        Parallel.ForEachAsync(
            crowd.Names,
            AtOnce,
            async (visitor, _) =>
                (
                    await site.Send(
                        HttpMethod.Post,
                        "/ofrep/v1/evaluate/flags",
                        site.WriteKey,
                        JsonContent.Create(new { context = new { targetingKey = visitor } })
                    )
                ).EnsureSuccessStatusCode()
        );

    private static async Task Told(OwnHost host, Crowd crowd, Func<DetailVault, DataSubject, int, Task> tell)
    {
        var keys = new KeyDerivation(
            Convert.FromBase64String(await File.ReadAllTextAsync(Path.Combine(host.Folder, "secret.key")))
        );
        await using var database = NpgsqlDataSource.Create(Vault(host.Folder));
        var vault = new DetailVault(
            database,
            new KeyStore(
                host.KeyFile,
                KeyEncryptionKeys.Parse(await File.ReadAllTextAsync(Path.Combine(host.Folder, "vault.keys")))
            )
        );
        await Parallel.ForEachAsync(
            crowd.Names.Select((visitor, number) => (visitor, number)),
            AtOnce,
            async (it, _) =>
                await tell(vault, new DataSubject("demo", it.visitor, keys.SubjectHash("demo", it.visitor)), it.number)
        );
        await using var count = host.Database();
        await using var command = count.CreateCommand("select count(distinct mark) from vault.details");
        ((long)(await command.ExecuteScalarAsync())!)
            .Should()
            .BeGreaterThan(Visitors / 2, "otherwise nothing is shown");
    }

    /// <summary>One or all of the four fields, so that each stands alone as well.</summary>
    private static async Task Tell(DetailVault vault, DataSubject owner, int number, string what)
    {
        foreach (var field in number % 5 == 4 ? Fields : [Fields[number % 5]])
            await vault.Put(
                owner,
                field,
                new(Value(field, number, what)),
                ["updates", "personalize"],
                Calls.Noon,
                default
            );
    }

    private static Task ChangeOrRemove(DetailVault vault, DataSubject owner, int number) =>
        (number % 3) switch
        {
            0 => Tell(vault, owner, number, "second"),
            1 => Tell(vault, owner, number + 1, "another"),
            _ => vault.Remove(owner.Site, owner.Mark, Fields[Math.Min(number % 5, 3)].StoredName, Calls.Noon, default),
        };

    private static string Value(DeclaredField field, int number, string what) =>
        field == DeclaredField.BirthDate ? $"19{number % 90:00}-0{(what.Length % 9) + 1}-11"
        : field == DeclaredField.Phone ? $"+4670{number:000000}{what.Length}"
        : $"{what}-{number}@example.org";

    private static async Task<Dictionary<string, List<string>>> Read(OwnHost host, Crowd crowd)
    {
        await using var database = host.Database();
        await using var command = database.CreateCommand(
            "select stream_id, data::text from journey.mt_events where type = 'content_offered' order by stream_id, "
                + "version"
        );
        var decisions = crowd.Names.ToDictionary(it => it, _ => new List<string>());
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            // Ids and times come in from outside.
            var decision = JsonNode.Parse(reader.GetString(1))!.AsObject();
            decision.Remove("decisionId");
            decision.Remove("at");
            decisions[StreamNames.PseudonymOf(reader.GetString(0))!].Add(decision.ToJsonString());
        }

        return decisions;
    }

    private static string Vault(string folder)
    {
        var role = Embedded.Document(folder)["vault"]!;
        return new NpgsqlConnectionStringBuilder(Embedded.AsSuperuser(folder))
        {
            Database = "journey",
            Username = (string)role["user"]!,
            Password = (string)role["password"]!,
            Pooling = true,
        }.ConnectionString;
    }
}
