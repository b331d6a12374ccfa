using JourneyEngine.Contracts;
using JourneyEngine.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace JourneyEngine.Privacy;

public static class Room
{
    /// <param name="services">A <see cref="Keyring"/> must be among them.</param>
    /// <param name="ledger">The file of the erase ledger, apart from the database and its backups.</param>
    public static void AddPrivacy(this IServiceCollection services, string ledger)
    {
        services.AddSingleton<Jws>();
        services.AddSingleton(it => new ErasureLedger(ledger, it.GetRequiredService<Keyring>()));
        services.AddSingleton<LinkedPseudonyms>();
        services.AddSingleton<EraseVisitor>();
        services.AddHostedService<ApplyLedger>();
        services.AddSingleton<ChangeConsent>();
        services.AddSingleton<ConsentHistory>();
        services.AddSingleton<IEarlierChoices, EarlierChoices>();
        services.AddSingleton<ForgetVisit>();
        services.AddSingleton<Transparency>();
        services.AddSingleton<ExportFacts>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<SubjectRequests>();
        services.AddSingleton<Retain>();
        services.AddHostedService<Retaining>();
    }

    public static void MapPrivacy(this IEndpointRouteBuilder routes)
    {
        routes.MapPut("/v1/notice", PublishNotice.Put).RequireAuthorization("admin").WithTags("Privacy")
            .Produces<NoticePublished>().ProducesProblem(422);
        routes.MapGet("/v1/notice", GetNotice.Handle).RequireAuthorization("read").WithTags("Privacy").Produces<NoticePublished>();
        routes.MapGet("/v1/notice/{version:int}", GetNotice.Version).RequireAuthorization("read").WithTags("Privacy").Produces<NoticePublished>().ProducesProblem(404);
        routes.MapGet("/v1/reports/consent", ConsentReport.Handle).AsksSums().RequireAuthorization("read").WithTags("Reports")
            .Produces<ConsentReport.Report>().ProducesProblem(422).ProducesProblem(503);
        routes.MapGet("/v1/reports/requests", RequestReport.Handle).Asks(new ReportParameter("table", "Which table the CSV holds.", "rows", "acts")).RequireAuthorization("read").WithTags("Reports")
            .Produces<RequestReport.Report>().ProducesProblem(422);
        routes.MapGet("/.well-known/gpc.json", GetPrivacyControl.Handle).WithTags("Privacy").Produces<GetPrivacyControl.Support>();
    }
}
