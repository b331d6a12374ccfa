using JourneyEngine.Contracts;
using JourneyEngine.Rights.Fulfilment.Confirming;
using Wolverine;

namespace JourneyEngine.Rights.Fulfilment;

/// <summary>Fulfilment of what visitors asked for; it needs the vault, and no decision ever sees any of it.</summary>
public static class FulfilmentModule
{
    private const string Queue = "fulfilment";
    private const int AtOnce = 4;

    public static void AddFulfilment(this IServiceCollection services)
    {
        services.AddLocalization();
        services.AddSingleton<SitesToServe>();
        services.AddSingleton<GrantBenefit>();
        services.AddSingleton<OneHostAtATime>();
        services.AddSingleton<PrivacyLinks>();
        services.AddSingleton<FindDue>();
        services.AddSingleton<FindNeighbours>();
        services.AddSingleton<MailboxPlaces>();
        services.AddSingleton<WayToStop>();
        services.AddSingleton<AskAtLast>();
        services.AddSingleton<Compose>();
        services.AddSingleton<ComposeQuestion>();
        services.AddSingleton<Fulfil>();
        services.AddHostedService<FulfilmentService>();
        services.AddHostedService<AskAddressesService>();
    }

    /// <summary>A queue in the database: what is in it survives its host, and another host goes on with it.</summary>
    public static void UseFulfilment(this WolverineOptions options)
    {
        options.AddMessageHandler(new SendBenefitHandler());
        options.AddMessageHandler(new SpreadUpdateHandler());
        options.PublishMessage<SendBenefit>().ToLocalQueue(Queue);
        options.PublishMessage<SpreadUpdate>().ToLocalQueue(Queue);
        options.LocalQueue(Queue).UseDurableInbox().MaximumParallelMessages(AtOnce);
    }

    public static void MapFulfilment(this IEndpointRouteBuilder routes)
    {
        var site = routes.MapGroup("/v1/fulfilment").RequireAuthorization("admin").WithTags("Fulfilment");
        site.MapPut("/settings", ChangeFulfilmentSettings.Put)
            .Produces<FulfilmentSettingsChanged>()
            .ProducesProblem(422);
        site.MapGet("/settings", ChangeFulfilmentSettings.Get).Produces<FulfilmentSettingsChanged>();
        site.MapPost("/updates", AnnounceUpdate.Post).Produces<AnnounceUpdate.Announced>(202).ProducesProblem(422);
    }
}
