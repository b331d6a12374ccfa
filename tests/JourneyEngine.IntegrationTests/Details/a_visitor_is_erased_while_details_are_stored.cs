using JourneyEngine.Tests;
using JourneyEngine.Vault;

namespace JourneyEngine.IntegrationTests.Details;

[Collection(VaultTests.Name)]
public sealed class a_visitor_is_erased_while_details_are_stored(OneVault one)
{
    private static readonly int Times = Cases.Of(200, 50);

    [Fact]
    public async Task in_either_order_and_nothing_of_them_is_left()
    {
        var (here, there) = (one.Vault, one.Another());
        var first = 0;
        for (var time = 0; time < Times; time++)
        {
            var owner = OneVault.NewOwner();
            if (time % 2 == 0)
                await here.Told(owner, DeclaredField.Residence, "Rosengatan 7");
            var telling = new[]
            {
                here.Told(owner, DeclaredField.Email, "mira@example.org"),
                there.Told(owner, DeclaredField.Phone, "+46705550123"),
            };
            var rest = Task.WhenAll(
                there.Shred(owner.Site, owner.Mark, OneVault.Noon, default),
                here.Grants.Add(new Grant(owner.Site, owner.Mark, "updates", "2026"), OneVault.Noon, default),
                here.Use(owner.Site, owner.Mark, "residence", "updates", OneVault.Noon, default),
                there.Withdraw(owner.Site, owner.Mark, "birthday", default),
                here.Read(owner, default)
            );
            first += (await Task.WhenAll(telling)).Count(it => it);
            await rest;

            (await one.Rows(owner, "owners", "details", "grants")).Should().Be(0, "time {0}", time);
            one.KeysOf(owner).Should().Be(0, "time {0}", time);
            (await one.Rows(owner, "shredded")).Should().Be(1);
        }

        first.Should().BeInRange(1, (2 * Times) - 1, "both orders happened");
    }

    [Fact]
    public async Task without_touching_the_details_of_other_visitors()
    {
        var site = OneVault.NewOwner().Site;
        var (stays, goes) = (OneVault.NewOwner(site), OneVault.NewOwner(site));
        await one.Vault.Told(goes, DeclaredField.Email, "goes@example.org");
        await one.Vault.Told(stays, DeclaredField.Email, "stays@example.org");
        (await one.Vault.Shred(site, goes.Mark, OneVault.Noon, default)).Should().BeTrue();
        (await one.Vault.Shred(site, goes.Mark, OneVault.Noon, default)).Should().BeFalse();
        (await one.Vault.Known(stays)).Should().Contain("email", "stays@example.org");
    }
}
