using JourneyEngine.Contracts;
using JourneyEngine.Http;
using JourneyEngine.Rights.Details;
using JourneyEngine.Rights.Pages;
using JourneyEngine.Rights.Privacy;

namespace JourneyEngine.Rights.Addresses;

/// <summary>Ends what a message was part of, as a withdrawal on the visitor's page does: by a button, or by the mail
/// program that posts what RFC 8058 says, without signing in.</summary>
internal static class Unsubscribe
{
    /// <summary>What says that it is meant, and no link that a program followed.</summary>
    private const string Field = "List-Unsubscribe";
    private const string Value = "One-Click";

    /// <summary>The headers by which mail programs offer it.</summary>
    public static IReadOnlyDictionary<string, string> Headers(Uri link) =>
        new Dictionary<string, string> { [Field] = $"<{link}>", [Field + "-Post"] = $"{Field}={Value}" };

    public static IResult Show(string? link, AddressLinks links) =>
        links.Stopping(link) is { } it
            ? PagesModule.Page<AskToStop>(
                new
                {
                    it.Site,
                    Purpose = it.About,
                    Link = link,
                    Field,
                    Value,
                }
            )
            : AddressesModule.Nothing();

    public static async Task<IResult> Post(
        string? link,
        HttpContext http,
        AddressLinks links,
        VaultAccess access,
        RecordChoices choose,
        TellDetail details,
        CancellationToken cancellation
    )
    {
        if (links.Stopping(link) is not { } it)
            return AddressesModule.Nothing();
        if ((await http.Request.ReadForm(cancellation))[Field] != Value)
            throw new UnacceptableException($"Send {Field}={Value} as a form.", StatusCodes.Status400BadRequest);
        var vault = access.Open();
        foreach (var holder in await vault.Confirmations.Holders(it.Site, it.Address, it.About, cancellation))
        {
            if (await vault.Queries.Whose(it.Site, holder.Mark, cancellation) is not { } visitor)
                continue;
            var caller = new Caller(it.Site, visitor, IsVisitor: true);
            // Who has an address that a page alone claimed for a visitor decides about the address, not for the visitor.
            if (holder.Vouched)
                await Withdraw(caller, it.About, choose, details, cancellation);
            else
                await details.Remove(caller, holder.Field, cancellation);
        }

        return PagesModule.Page<AddressSaid>(new { Title = "stopped.title", Text = "stopped.text" });
    }

    private static async Task Withdraw(
        Caller caller,
        string purpose,
        RecordChoices choose,
        TellDetail details,
        CancellationToken cancellation
    )
    {
        try
        {
            await choose.Run(caller, null, [purpose], null, ConsentSources.Page, cancellation);
        }
        catch (UnacceptableException)
        {
            // The notice declares the purpose no more, or the visitor is gone: what was told for it goes all the same.
            await details.Withdraw(caller, [purpose], cancellation);
        }
    }
}
