using JourneyEngine.Http;
using JourneyEngine.Rights.Outbound;

namespace JourneyEngine.Rights.Addresses;

/// <summary>What a link in a message is about.</summary>
/// <param name="Mark">Of the visitor for whom it was sent.</param>
/// <param name="About">The detail that is to be confirmed, or the purpose that is to end.</param>
/// <param name="Address">The keyed hash of where it was sent.</param>
internal sealed record AddressLink(string Site, byte[] Mark, string About, byte[] Address);

/// <summary>Links in messages, each for one thing: to say that an address is one's own, and to have a purpose end. They
/// hold neither an address nor a visitor's name.</summary>
internal sealed class AddressLinks(ProtectedTokens tokens, PublicAddress address)
{
    public const string ConfirmPath = "/privacy/address";
    public const string StopPath = "/privacy/unsubscribe";

    /// <summary>As long as a link in a letter.</summary>
    public static readonly TimeSpan ConfirmLifetime = TimeSpan.FromDays(7);

    /// <summary>A message may be found again after years, and what it began must end all the same.</summary>
    private static readonly TimeSpan StopLifetime = TimeSpan.FromDays(3_650);

    private const string ConfirmUse = "confirm-address";
    private const string StopUse = "unsubscribe";

    /// <summary>Without them nothing is sent.</summary>
    public bool CanBeMade => address.Known is not null;

    public Uri ToConfirm(AddressLink link) => Made(ConfirmPath, ConfirmUse, link, ConfirmLifetime);

    public Uri ToStop(AddressLink link) => Made(StopPath, StopUse, link, StopLifetime);

    /// <returns>Null if it does not hold.</returns>
    public AddressLink? Confirming(string? link) => Opened(ConfirmUse, link);

    /// <returns>Null if it does not hold.</returns>
    public AddressLink? Stopping(string? link) => Opened(StopUse, link);

    private Uri Made(string path, string use, AddressLink link, TimeSpan lifetime) =>
        new(
            address.Known!,
            $"{path}?link="
                + tokens.Protect(
                    use,
                    string.Join('\n', link.Site, Hex(link.Mark), link.About, Hex(link.Address)),
                    lifetime
                )
        );

    private AddressLink? Opened(string use, string? link) =>
        tokens.Unprotect(use, link)?.Split('\n') is [var site, var mark, var about, var hash]
            ? new AddressLink(site, Convert.FromHexString(mark), about, Convert.FromHexString(hash))
            : null;

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
