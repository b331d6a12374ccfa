using JourneyEngine.Tests;
using JourneyEngine.Vault;
using JourneyEngine.Vault.Addresses;

namespace JourneyEngine.IntegrationTests.Details;

[Collection(VaultTests.Name)]
public sealed class details_are_used(OneVault one)
{
    private readonly DataSubject _owner = OneVault.NewOwner();

    [Fact]
    public async Task only_for_their_purposes_and_every_use_is_counted()
    {
        await one.Vault.Told(_owner, DeclaredField.Email, "mira@example.org", "updates", "birthday");

        (await Used("updates")).Should().Be(new UsedDetail(_owner.Visitor, "mira@example.org"));
        (await Used("birthday")).Should().NotBeNull();
        (await Used("nearby")).Should().BeNull();
        (await one.Vault.Read(_owner, default))
            .Should()
            .ContainSingle()
            .Which.Should()
            .Match<DeclaredDetail>(it => it.Uses == 2 && it.LastUsedAt == OneVault.Noon);
    }

    [Fact]
    public async Task after_a_correction_with_the_new_value()
    {
        await one.Vault.Told(_owner, DeclaredField.Email, "mira@example.org");
        await one.Vault.Put(
            _owner,
            DeclaredField.Email,
            new ToldValue("mira@example.net"),
            ["updates"],
            OneVault.Noon.AddDays(1),
            default
        );

        (await Used("updates"))!.Value.Should().Be("mira@example.net");
        (await one.Vault.Read(_owner, default))
            .Should()
            .ContainSingle()
            .Which.Should()
            .Match<DeclaredDetail>(it => it.Since == OneVault.Noon && it.ChangedAt == OneVault.Noon.AddDays(1));
    }

    [Fact]
    public async Task until_the_last_purpose_is_withdrawn_which_deletes_them_and_their_key()
    {
        await one.Vault.Told(_owner, DeclaredField.Email, "mira@example.org", "updates", "birthday");
        await one.Vault.Told(_owner, DeclaredField.BirthDate, "1990-12-31", "birthday");

        await one.Vault.Withdraw(_owner.Site, _owner.Mark, "birthday", default);
        (await one.Vault.Read(_owner, default)).Should().ContainSingle().Which.Purposes.Should().Equal("updates");
        (await Used("birthday")).Should().BeNull();
        one.KeysOf(_owner).Should().Be(1);

        await one.Vault.Withdraw(_owner.Site, _owner.Mark, "updates", default);
        (await one.Rows(_owner, "owners", "details")).Should().Be(0);
        one.KeysOf(_owner).Should().Be(0, "nothing is left that it opens");
    }

    [Fact]
    public async Task until_they_are_removed_with_their_key()
    {
        await one.Vault.Told(_owner, DeclaredField.Email, "mira@example.org");
        (await one.Vault.Remove(_owner.Site, _owner.Mark, "email", OneVault.Noon, default)).Should().BeTrue();
        (await one.Vault.Remove(_owner.Site, _owner.Mark, "email", OneVault.Noon, default)).Should().BeFalse();
        one.KeysOf(_owner).Should().Be(0);
    }

    [Fact]
    public async Task for_a_benefit_that_is_granted_once_per_period()
    {
        var hosts = new[] { one.Vault, one.Another() };
        var granted = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(it =>
                    hosts[it % 2]
                        .Grants.Add(new Grant(_owner.Site, _owner.Mark, "birthday", "2026"), OneVault.Noon, default)
                )
        );
        granted.Count(it => it).Should().Be(1);
        (await one.Vault.Grants.Add(new Grant(_owner.Site, _owner.Mark, "birthday", "2027"), OneVault.Noon, default))
            .Should()
            .BeTrue();
    }

    [Fact]
    public async Task in_pages_of_100_that_list_every_visitor_of_a_purpose_once()
    {
        var page = Cases.Of(100, 10);
        var marks = new HashSet<string>();
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = 8 };
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 12 * page),
            atOnce,
            async (visitor, _) =>
            {
                var owner = OneVault.NewOwner(_owner.Site);
                await one.Vault.Told(
                    owner,
                    DeclaredField.Email,
                    $"{visitor}@example.org",
                    visitor % 3 == 0 ? "nearby" : "updates"
                );
                if (visitor % 3 != 0)
                    await one.Vault.Told(owner, DeclaredField.Residence, "Rosengatan 7");
                lock (marks)
                    marks.Add(Convert.ToHexString(owner.Mark) + (visitor % 3 == 0 ? "" : "+"));
            }
        );

        var seen = new List<string>();
        byte[]? after = null;
        while (await one.Vault.Queries.For(_owner.Site, "updates", after, page, default) is { Count: > 0 } found)
        {
            found.Count.Should().Be(page);
            found.Should().AllSatisfy(it => it.Fields.Should().Equal("email", "residence"));
            seen.AddRange(found.Select(it => Convert.ToHexString(it.Mark) + "+"));
            after = found[^1].Mark;
        }

        seen.Should().HaveCount(8 * page).And.Equal(marks.Where(it => it.EndsWith('+')).Order(StringComparer.Ordinal));
    }

    private Task<UsedDetail?> Used(string purpose) =>
        one.Vault.Use(_owner.Site, _owner.Mark, "email", purpose, OneVault.Noon, default);
}
