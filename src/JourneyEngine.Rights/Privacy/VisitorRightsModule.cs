using JourneyEngine.Http;
using JourneyEngine.Privacy;

namespace JourneyEngine.Rights.Privacy;

/// <summary>What visitors can do about their data.</summary>
public static class VisitorRightsModule
{
    private const string Tag = "Privacy";

    public static void AddVisitorsRights(this IServiceCollection services)
    {
        services.AddSingleton<PrivacySession>();
        services.AddSingleton<Access>();
        services.AddSingleton<KnownVisitors>();
        services.AddSingleton<TellDetail>();
        services.AddSingleton<GetMe>();
        services.AddSingleton<OwnDevices>();
        services.AddSingleton<Export>();
        services.AddSingleton<RecordChoices>();
        services.AddSingleton<EraseOnRequest>();
        services.AddHostedService<ShredErasedService>();
    }

    public static void MapVisitorsRights(this IEndpointRouteBuilder routes)
    {
        var rights = routes.MapGroup("/v1/privacy").WithTags(Tag).AddEndpointFilter<PrivateAnswers>();
        rights.MapLinks();
        rights.MapKnown();
        rights.MapConsent();
        rights.MapDetails();
        rights.MapErasure();
        routes.MapGet("/.well-known/journey-keys.json", (Jws jws) => Results.Json(jws.PublicKeys())).WithTags(Tag);
    }

    /// <summary>The browser forgets, too.</summary>
    public static void SignOut(HttpResponse response)
    {
        PrivacySession.End(response);
        VisitorCookie.Clear(response);
    }
}
