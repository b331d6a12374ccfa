using JourneyEngine.Rights.Details;
using JourneyEngine.Rights.Pages;

namespace JourneyEngine.Rights.Addresses;

/// <summary>What whoever has an address says about it, by links in messages: that it is theirs, and that something is
/// to end. It takes no cookie and no account.</summary>
public static class AddressesModule
{
    public static void AddAddresses(this IServiceCollection services)
    {
        services.AddSingleton<AddressHashes>();
        services.AddSingleton<ToldAddresses>();
        services.AddSingleton<AddressLinks>();
    }

    public static void MapAddresses(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").AddEndpointFilter<PageHeaders>().ExcludeFromDescription();
        pages.MapGet(AddressLinks.ConfirmPath, ConfirmAddress.Show);
        pages.MapPost(AddressLinks.ConfirmPath, ConfirmAddress.Post);
        pages.MapGet(AddressLinks.StopPath, Unsubscribe.Show);
        pages.MapPost(AddressLinks.StopPath, Unsubscribe.Post);
    }

    /// <summary>The same for a link that is old, forged, or about what is no more.</summary>
    internal static IResult Nothing() => PagesModule.Page<Nobody>(new { }, StatusCodes.Status404NotFound);
}
