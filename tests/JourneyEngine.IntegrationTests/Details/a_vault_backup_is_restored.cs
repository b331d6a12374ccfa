using JourneyEngine.IntegrationTests.Host;
using JourneyEngine.Vault;

namespace JourneyEngine.IntegrationTests.Details;

/// <summary>Of the rows or of the keys, but not of both: the ledger of erasures then repeats what was erased.</summary>
[Collection(VaultTests.Name)]
public sealed class a_vault_backup_is_restored(OneVault one)
{
    private readonly DataSubject _owner = OneVault.NewOwner();

    private string Backup => one.KeyFile + ".backup";

    [Fact]
    public async Task with_the_keys_of_an_erased_visitor_and_their_details_stay_unreadable()
    {
        await one.Vault.Told(_owner, DeclaredField.Email, "mira@example.org");
        File.Copy(one.KeyFile, Backup, overwrite: true);
        await Shredded();
        File.Move(Backup, one.KeyFile, overwrite: true);

        one.KeysOf(_owner).Should().Be(1, "it is the older file");
        (await one.Vault.Known(_owner)).Should().BeEmpty();
        await Shredded();
    }

    [Fact]
    public async Task with_the_rows_of_an_erased_visitor_and_their_details_stay_unreadable()
    {
        await one.Vault.Told(_owner, DeclaredField.Email, "mira@example.org");
        await Rows("create table vault.{0}_backup as select * from vault.{0} where site = '{1}'");
        await Shredded();
        await Rows(
            "insert into vault.{0} select * from vault.{0}_backup; drop table vault.{0}_backup; delete from "
                + "vault.shredded where site = '{1}'"
        );

        (await one.Rows(_owner, "owners", "details")).Should().Be(2, "they are back");
        (await one.Vault.Known(_owner)).Should().BeEmpty();
        (await one.Vault.Use(_owner.Site, _owner.Mark, "email", "updates", OneVault.Noon, default)).Should().BeNull();
        await Shredded();
    }

    /// <remarks>A host that died after it destroyed the key and before it committed leaves the same.</remarks>
    [Fact]
    public async Task with_rows_of_removed_details_and_new_details_can_still_be_stored()
    {
        await one.Vault.Told(_owner, DeclaredField.Email, "mira@example.org");
        await Rows("create table vault.{0}_backup as select * from vault.{0} where site = '{1}'");
        await one.Vault.Remove(_owner.Site, _owner.Mark, "email", OneVault.Noon, default);
        one.KeysOf(_owner).Should().Be(0);
        await Rows("insert into vault.{0} select * from vault.{0}_backup; drop table vault.{0}_backup");

        (await one.Vault.Told(_owner, DeclaredField.Phone, "+46705550123")).Should().BeTrue();
        (await one.Vault.Known(_owner)).Should().Equal(new Dictionary<string, string> { ["phone"] = "+46705550123" });
    }

    [Fact]
    public async Task with_another_key_file_and_the_vault_refuses_it()
    {
        await one.Vault.Told(_owner, DeclaredField.Email, "mira@example.org");
        var other = new DetailVault(
            one.Database,
            new KeyStore(one.KeyFile + ".other", KeyEncryptionKeys.Parse(one.Keys))
        );
        var telling = () => (Task)other.Told(_owner, DeclaredField.Phone, "+46705550123");
        (await telling.Refused())
            .Message.Should()
            .Be(
                "The keys of the vault's rows are in another file than the one at hand: see ops/runbooks/lost-vault.md."
            );
        (await one.Vault.Known(_owner)).Keys.Should().Equal("email");
    }

    private async Task Shredded()
    {
        await one.Vault.Shred(_owner.Site, _owner.Mark, OneVault.Noon, default);
        one.KeysOf(_owner).Should().Be(0);
        (await one.Rows(_owner, "owners", "details", "grants")).Should().Be(0);
        (await one.Vault.Told(_owner, DeclaredField.Email, "mira@example.org"))
            .Should()
            .BeFalse("nothing is taken in of who was erased");
    }

    private async Task Rows(string statements)
    {
        foreach (var table in new[] { "owners", "details" })
            await Embedded.Run(
                one.As("vault"),
                string.Format(System.Globalization.CultureInfo.InvariantCulture, statements, table, _owner.Site)
            );
    }
}
