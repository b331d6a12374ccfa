using JourneyEngine.Contracts;
using JourneyEngine.Host.Outbound;
using JourneyEngine.Host.Privacy;
using Wolverine;
using Wolverine.ErrorHandling;

namespace JourneyEngine.Host.Fulfilment;

/// <summary>Fulfilment of what visitors asked for; it lies in the Host because it needs the vault, and no decision ever sees any of it.</summary>
internal static class Room
{
    private const string Queue = "fulfilment";
    private const int AtOnce = 4;

    public static void AddFulfilment(this IServiceCollection services, bool isDevelopment)
    {
        services.AddSingleton<SitesToServe>();
        services.AddSingleton<GrantBenefit>();
        services.AddSingleton<OneHostAtATime>();
        services.AddSingleton(it => new PrivacyLinks(
            it.GetRequiredService<PrivacySession>(),
            it.GetRequiredService<OutboundSettings>().PublicUrl ?? (isDevelopment ? Own(it.GetRequiredService<HostSettings>().Url) : null)));
        services.AddSingleton<FindDue>();
        services.AddSingleton<FindNeighbours>();
        services.AddSingleton<Compose>();
        services.AddSingleton<IFulfil, Fulfil>();
        services.AddHostedService<FulfilmentClock>();
    }

    /// <summary>The first of the addresses that the host listens on; nothing where it names no host, as <c>http://*:5080</c>.</summary>
    private static Uri? Own(string addresses) => Uri.TryCreate(addresses.Split(';')[0], UriKind.Absolute, out var own) ? own : null;

    /// <summary>A queue in the database: what is in it survives its host, and another host goes on with it.</summary>
    public static void UseFulfilment(this WolverineOptions options, IReadOnlyList<TimeSpan> pauses)
    {
        options.EnvelopeIdGeneration = EnvelopeIdGeneration.GuidV7;
        options.Discovery.IncludeType(typeof(FulfilmentHandler));
        options.PublishMessage<SendBenefit>().ToLocalQueue(Queue);
        options.PublishMessage<SpreadUpdate>().ToLocalQueue(Queue);
        options.LocalQueue(Queue).UseDurableInbox().MaximumParallelMessages(AtOnce);
        options.Policies.OnException<NotSentException>().ScheduleRetry([.. pauses]).Then.MoveToErrorQueue();
    }

    public static void MapFulfilment(this IEndpointRouteBuilder routes)
    {
        var site = routes.MapGroup("/v1/fulfilment").RequireAuthorization("admin").WithTags("Fulfilment");
        site.MapPut("/settings", ChangeSettings.Put).Produces<FulfilmentSettingsChanged>().ProducesProblem(422);
        site.MapGet("/settings", ChangeSettings.Get).Produces<FulfilmentSettingsChanged>();
        site.MapPost("/updates", AnnounceUpdate.Post).Produces<AnnounceUpdate.Announced>(202).ProducesProblem(422);
    }
}
