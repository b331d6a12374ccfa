using System.Text;
using JourneyEngine.IntegrationTests.Host;
using JourneyEngine.Vault;

namespace JourneyEngine.IntegrationTests.Details;

[Collection(VaultTests.Name)]
public sealed class no_detail_is_written_in_plain_text(OneVault one)
{
    private readonly string _marker = "m" + Guid.NewGuid().ToString("N");

    [Fact]
    public async Task to_any_file_of_the_host_or_the_database()
    {
        var owner = OneVault.NewOwner(visitor: "anon-" + _marker);
        foreach (var field in DeclaredField.All)
            await one.Vault.Told(owner, field, $"{field}.{_marker}@example.org");
        await one.Vault.Use(owner.Site, owner.Mark, "email", "updates", OneVault.Noon, default);
        var failing = () => (Task)one.Vault.Told(owner, DeclaredField.Email, _marker, "\0");
        await failing.Refused();
        await Embedded.Run(one.As("superuser"), "checkpoint");
        (await one.Vault.Known(owner)).Should().HaveCount(DeclaredField.All.Count);

        Holding(_marker).Should().BeEmpty();
        one.Host.Output.Should().NotContain(_marker);
    }

    /// <summary>The control: in tables, in the write-ahead log, in PostgreSQL's log and in the file of the keys it
    /// would be found.</summary>
    [Fact]
    public async Task without_this_test_finding_it_in_tables_logs_and_key_file()
    {
        await Embedded.Run(
            one.As("engine"),
            $"create table journey.control (it text); insert into journey.control values ('{_marker}')"
        );
        var failing = () => Embedded.Run(one.As("engine"), $"select '{_marker}'::int");
        await failing.Should().ThrowAsync<Npgsql.PostgresException>();
        one.Ask<object>(
            $"insert into keys (site, mark, kek, wrapped) values ('{_marker}', x'00', '1', x'00') returning 1"
        );
        await Embedded.Run(one.As("superuser"), "checkpoint");

        var found = Holding(_marker);
        one.Ask<object>($"delete from keys where site = '{_marker}' returning 1");
        await Embedded.Run(one.As("engine"), "drop table journey.control");
        found
            .Should()
            .Contain(it => it.Contains("/base/", StringComparison.Ordinal))
            .And.Contain(it => it.Contains("/pg_wal/", StringComparison.Ordinal))
            .And.Contain(it => it.EndsWith("postgres.log", StringComparison.Ordinal))
            .And.Contain(it => it.EndsWith("keys.db", StringComparison.Ordinal));
    }

    private List<string> Holding(string marker)
    {
        byte[][] needles =
        [
            Encoding.UTF8.GetBytes(marker),
            Encoding.Unicode.GetBytes(marker),
            Encoding.UTF8.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(marker))[..24]),
        ];
        return
        [
            .. Directory
                .EnumerateFiles(one.Folder, "*", SearchOption.AllDirectories)
                .Where(file => Holds(file, needles)),
        ];
    }

    private static bool Holds(string file, byte[][] needles)
    {
        try
        {
            var bytes = File.ReadAllBytes(file);
            return Array.Exists(needles, needle => bytes.AsSpan().IndexOf(needle) >= 0);
        }
        catch (IOException)
        {
            // PostgreSQL deletes files while one looks.
            return false;
        }
    }
}
