using JourneyEngine.Host;
using JourneyEngine.Host.Postgres;
using JourneyEngine.IntegrationTests.Host;
using JourneyEngine.Rights.Details;
using JourneyEngine.Rights.OpenDsr;
using JourneyEngine.Rights.Outbound;
using JourneyEngine.Sites;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace JourneyEngine.IntegrationTests.Fulfilment;

/// <summary>A PostgreSQL with a vault for hosts that send; each test has hosts and a site of its own.</summary>
public sealed class OneOutbox : IAsyncLifetime
{
    private EmbeddedPostgres? _postgres;

    public string Folder { get; } = TemporaryFolder.New();

    public NpgsqlDataSource Database { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _postgres = await Embedded.Start(Folder);
        Database = NpgsqlDataSource.Create(_postgres.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await Database.DisposeAsync();
        await _postgres!.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>A host in a process of its own, that can be killed.</summary>
    /// <param name="way">As <c>JOURNEY_OUTBOUND</c> takes it.</param>
    public Task<HostProcess> Apart(string way, string pauses = "1") =>
        HostProcess.Start(
            Folder,
            _postgres!.ConnectionString,
            environment: new()
            {
                ["JOURNEY_VAULT_DB"] = _postgres.VaultConnectionString,
                ["JOURNEY_OUTBOUND"] = way,
                ["JOURNEY_OUTBOUND_LOOPBACK"] = "true",
                ["JOURNEY_OUTBOUND_PAUSES"] = pauses,
            }
        );

    /// <summary>A host in this process, that can be asked to look at another time than now.</summary>
    internal async Task<WebApplication> Here(IOutbound outbound, TimeSpan toCancel = default)
    {
        var app = JourneyHost.Build(
            JourneyHost.Builder(["--environment=Development"]),
            new HostConfiguration
            {
                Host = new HostSettings
                {
                    Url = $"http://127.0.0.1:{HostProcess.FreePort()}",
                    DataFolder = Folder,
                    Database = _postgres!.ConnectionString,
                },
                Vault = new VaultSettings { Database = _postgres.VaultConnectionString, DataFolder = Folder },
                Outbound = new OutboundSettings
                {
                    Way = "file",
                    Folder = Path.Combine(Folder, "outbox"),
                    AllowsLoopback = true,
                    PauseSeconds = "1",
                    PublicUrl = new Uri("https://journeys.example.test"),
                },
                Requests = new RequestSettings { WaitSeconds = toCancel.TotalSeconds },
            },
            Database,
            it => it.AddSingleton(outbound)
        );
        await app.StartAsync();
        return app;
    }

    /// <summary>As if so much time had passed since the last sign of life of hosts that have ended.</summary>
    /// <remarks>A host is taken for dead after a minute.</remarks>
    public async Task Later(TimeSpan time)
    {
        await using var command = Database.CreateCommand(
            "update journey.wolverine_nodes set health_check = health_check - $1"
        );
        command.Parameters.Add(new() { Value = time });
        (await command.ExecuteNonQueryAsync()).Should().BePositive();
    }

    /// <summary>As the superuser, who sees every schema.</summary>
    public NpgsqlDataSource Everything() =>
        NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(Embedded.AsSuperuser(Folder)) { Database = "journey" }.ConnectionString
        );

    public async Task<Site> NewSite(Uri address)
    {
        var (name, keys) = ("site-" + Guid.NewGuid().ToString("N")[..12], new SiteKeys(Database, TimeProvider.System));
        return new Site(
            name,
            address,
            await keys.Issue(name, KeyScope.Write, default),
            await keys.Issue(name, KeyScope.Read, default),
            await keys.Issue(name, KeyScope.Admin, default)
        );
    }
}

[CollectionDefinition(Name)]
public sealed class OutboxTests : ICollectionFixture<OneOutbox>
{
    public const string Name = "one outbox";
}
