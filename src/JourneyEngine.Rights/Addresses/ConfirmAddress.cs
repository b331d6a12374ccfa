using JourneyEngine.Privacy;
using JourneyEngine.Rights.Details;
using JourneyEngine.Rights.Pages;

namespace JourneyEngine.Rights.Addresses;

/// <summary>Whoever has an address says that the site may write to it: by a button, since programs that look through
/// mails follow every link.</summary>
internal static class ConfirmAddress
{
    public static IResult Show(string? link, AddressLinks links) =>
        links.Confirming(link) is { } it
            ? PagesModule.Page<AskToConfirm>(new { it.Site, Link = link })
            : AddressesModule.Nothing();

    public static async Task<IResult> Post(
        string? link,
        AddressLinks links,
        VaultAccess access,
        AuditLog audit,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        if (links.Confirming(link) is not { } it)
            return AddressesModule.Nothing();
        var vault = access.Open();
        if (
            await vault.Queries.Whose(it.Site, it.Mark, cancellation) is not { } visitor
            || !await vault.Confirmations.Confirm(
                it.Site,
                it.Mark,
                it.About,
                it.Address,
                clock.GetUtcNow(),
                cancellation
            )
        )
            return AddressesModule.Nothing();
        await audit.Note(it.Site, visitor, "visitor", "confirm " + it.About, cancellation);
        return PagesModule.Page<AddressSaid>(new { Title = "confirmed.title", Text = "confirmed.text" });
    }
}
