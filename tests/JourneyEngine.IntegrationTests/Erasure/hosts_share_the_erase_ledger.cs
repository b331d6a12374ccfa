using JourneyEngine.Http;
using JourneyEngine.Privacy.Ledger;
using JourneyEngine.Sites;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace JourneyEngine.IntegrationTests.Erasure;

public sealed class hosts_share_the_erase_ledger(SeveralHosts hosts) : IClassFixture<SeveralHosts>
{
    private const int Many = 120;
    private const string Shop = "shop";

    private readonly KeyDerivation _keys = new(Convert.FromBase64String(SeveralHosts.Secret));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task where_all_that_both_erase_at_once_stays_though_one_is_killed(bool isTable)
    {
        var events = hosts.Events(await hosts.NewDatabase());
        var ledger = isTable ? hosts.Ledger : Path.Combine(TemporaryFolder.New(), "shared.ledger");
        if (isTable)
            await Emptied();
        var folders = new[] { TemporaryFolder.New(), TemporaryFolder.New() };
        Task<HostProcess> Start(int i) => HostProcess.Start(folders[i], events, environment: hosts.Common(ledger));

        var erased = new List<string>();
        var first = await Start(0);
        await using (var second = await Start(1))
        {
            var sites = await Sites(events, first.Address, second.Address);
            erased.AddRange(await Erased(sites, "a", Many, _ => { }));
            erased.Should().HaveCount(Many, "both hosts erase whomever they are asked to");

            // The answers of one that is killed do not come; of those that came, nothing may be lost.
            var kill = Task.CompletedTask;
            erased.AddRange(
                await Erased(
                    sites,
                    "b",
                    Many,
                    count =>
                    {
                        if (count == 20)
                            kill = first.Kill();
                    }
                )
            );
            await kill;
        }

        (await Lines(ledger)).Should().Contain(erased.Select(Hash));

        await using var again = await Start(0);
        await using var other = await Start(1);
        again.Output.Should().NotContain("were not in the erase ledger");
        var now = await Sites(events, again.Address, other.Address);
        (await Erased(now, "c", 10, _ => { })).Should().HaveCount(10);
        (await Lines(ledger)).Should().OnlyHaveUniqueItems().And.Contain(erased.Select(Hash));
    }

    [Fact]
    public async Task which_was_a_file_of_each_before()
    {
        await Emptied();
        var events = hosts.Events(await hosts.NewDatabase());
        var folders = new[] { TemporaryFolder.New(), TemporaryFolder.New() };
        foreach (var (folder, i) in folders.Select((it, i) => (it, i)))
        {
            await using var file = ErasureLedger.At(
                Path.Combine(folder, "erasures.ledger"),
                _keys,
                NullLogger.Instance
            );
            await file.Write([.. Enumerable.Range(0, 3).Select(it => Entry($"{i}-{it}")), Entry("both")], default);
        }

        var written = await File.ReadAllTextAsync(Path.Combine(folders[0], "erasures.ledger"));
        foreach (var folder in folders.Concat(folders))
            await using (await HostProcess.Start(folder, events, environment: hosts.Common(hosts.Ledger))) { }

        (await Lines(hosts.Ledger)).Should().HaveCount(7).And.OnlyHaveUniqueItems();
        (await Column("select entry from erasures.ledger order by line limit 4"))
            .Should()
            .Equal(written.TrimEnd('\n').Split('\n'), "the lines of the first are as they were");
        folders
            .SelectMany(it => Directory.EnumerateFiles(it, "erasures.ledger*"))
            .Should()
            .HaveCount(2)
            .And.AllSatisfy(it => it.Should().Contain(".moved-"));
    }

    /// <summary>As a restore lays one out: it may be of before the latest erasures.</summary>
    [Fact]
    public async Task for_which_a_copy_in_a_file_does_not_stand()
    {
        await Emptied();
        var (events, folder) = (hosts.Events(await hosts.NewDatabase()), TemporaryFolder.New());
        await using (await HostProcess.Start(folder, events, environment: hosts.Common(hosts.Ledger))) { }
        var copy = Path.Combine(folder, "erasures.ledger");
        await File.WriteAllLinesAsync(copy, await Column("select entry from erasures.ledger order by line"));

        var starting = () => HostProcess.Start(folder, events, environment: hosts.Common(copy));

        (await starting.Should().ThrowAsync<InvalidOperationException>()).WithMessage(
            "*is a database of its own*Set JOURNEY_ERASURES*"
        );
        await using var right = await HostProcess.Start(folder, events, environment: hosts.Common(hosts.Ledger));
        right.Output.Should().Contain("The erase ledger was moved: 0 lines");
    }

    [Fact]
    public async Task which_the_engine_s_own_database_may_not_hold()
    {
        var events = hosts.Events(await hosts.NewDatabase());

        var starting = () => HostProcess.Start(TemporaryFolder.New(), events, environment: hosts.Common(events));

        (await starting.Should().ThrowAsync<InvalidOperationException>()).WithMessage(
            "*JOURNEY_ERASURES names the engine's own database*"
        );
    }

    private static async Task<List<string>> Erased(Site[] sites, string word, int many, Action<int> answered)
    {
        var (erased, count) = (new List<string>(), 0);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, many),
            new ParallelOptions { MaxDegreeOfParallelism = 12 },
            async (i, _) =>
            {
                try
                {
                    using var answer = await sites[i % 2].TryErase($"{word}{i}");
                    if (!answer.IsSuccessStatusCode)
                        return;
                    lock (erased)
                        erased.Add($"{word}{i}");
                    answered(Interlocked.Increment(ref count));
                }
                catch (HttpRequestException)
                {
                    // It was asked of the one that was killed.
                }
            }
        );
        return erased;
    }

    private static async Task<Site[]> Sites(string events, params Uri[] addresses)
    {
        await using var database = NpgsqlDataSource.Create(events);
        var keys = new SiteKeys(database, TimeProvider.System);
        var admin = await keys.Issue(Shop, KeyScope.Admin, default);
        return [.. addresses.Select(it => new Site(Shop, it, "", "", admin))];
    }

    private async Task Emptied()
    {
        if (await Column("select tablename from pg_tables where schemaname = 'erasures'") is [])
            return;
        await Column("truncate erasures.ledger");
    }

    private async Task<List<string>> Column(string query)
    {
        await using var database = NpgsqlDataSource.Create(hosts.Ledger);
        await using var command = database.CreateCommand(query);
        await using var reader = await command.ExecuteReaderAsync();
        var column = new List<string>();
        while (await reader.ReadAsync())
            column.Add(reader.GetString(0));
        return column;
    }

    /// <remarks>That the chain holds is looked at by reading it.</remarks>
    private async Task<List<string>> Lines(string place)
    {
        await using var ledger = ErasureLedger.At(place, _keys, NullLogger.Instance);
        return [.. (await ledger.Read(default)).Select(it => Convert.ToHexString(it.SubjectHash))];
    }

    private ErasureEntry Entry(string visitor) =>
        new(Guid.NewGuid(), Shop, _keys.SubjectHash(Shop, visitor), DateTimeOffset.UnixEpoch);

    private string Hash(string visitor) => Convert.ToHexString(_keys.SubjectHash(Shop, visitor));
}
