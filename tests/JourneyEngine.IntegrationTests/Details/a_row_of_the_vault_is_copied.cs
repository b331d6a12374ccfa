using JourneyEngine.IntegrationTests.Host;
using JourneyEngine.Vault;

namespace JourneyEngine.IntegrationTests.Details;

/// <summary>By somebody who can write to its tables, or even to the file of the keys.</summary>
[Collection(VaultTests.Name)]
public sealed class a_row_of_the_vault_is_copied(OneVault one)
{
    private readonly DataSubject _mira = OneVault.NewOwner();

    [Fact]
    public async Task to_another_visitor_and_cannot_be_decrypted()
    {
        var eve = OneVault.NewOwner(_mira.Site);
        await one.Vault.Told(_mira, DeclaredField.Email, "mira@example.org");
        await one.Vault.Told(eve, DeclaredField.Email, "eve@example.org");
        await Copied(_mira, "email", eve, "email");
        await Refused(eve);
        (await one.Vault.Known(_mira)).Should().Contain("email", "mira@example.org");
    }

    [Fact]
    public async Task to_another_field_and_cannot_be_decrypted()
    {
        await one.Vault.Told(_mira, DeclaredField.Email, "mira@example.org");
        await one.Vault.Told(_mira, DeclaredField.Residence, "Rosengatan 7");
        await Copied(_mira, "email", _mira, "residence");
        await Refused(_mira);
    }

    [Fact]
    public async Task to_the_same_visitor_of_another_site_and_cannot_be_decrypted()
    {
        var there = OneVault.NewOwner(visitor: _mira.Visitor);
        await one.Vault.Told(_mira, DeclaredField.Email, "mira@example.org");
        await one.Vault.Told(there, DeclaredField.Email, "else@example.org");
        await Copied(_mira, "email", there, "email");
        await Refused(there);
    }

    [Fact]
    public async Task with_its_wrapped_key_and_cannot_be_decrypted()
    {
        var eve = OneVault.NewOwner(_mira.Site);
        await one.Vault.Told(_mira, DeclaredField.Email, "mira@example.org");
        await one.Vault.Told(eve, DeclaredField.Email, "eve@example.org");
        await Copied(_mira, "email", eve, "email");
        one.Ask<object>(
            $"""
            update keys set wrapped = (select wrapped from keys where mark = x'{Convert.ToHexString(_mira.Mark)}')
            where mark = x'{Convert.ToHexString(eve.Mark)}' returning 1
            """
        );
        await Refused(eve);
    }

    private async Task Copied(DataSubject from, string field, DataSubject to, string toField)
    {
        static string Row(DataSubject owner, string field) =>
            $"site = '{owner.Site}' and mark = '\\x{Convert.ToHexString(owner.Mark)}' and field = '{field}'";
        await Embedded.Run(
            one.As("vault"),
            $"update vault.details set sealed = (select sealed from vault.details "
                + $"where {Row(from, field)}) where {Row(to, toField)}"
        );
    }

    private async Task Refused(DataSubject owner)
    {
        var reading = () => (Task)one.Vault.Read(owner, default);
        (await reading.Refused()).ToString().Should().NotContain("mira@").And.NotContain(owner.Visitor);
        if (await one.Rows(owner, "details") == 1)
        {
            var using_ = () => (Task)one.Vault.Use(owner.Site, owner.Mark, "email", "updates", OneVault.Noon, default);
            await using_.Refused();
        }
    }
}
