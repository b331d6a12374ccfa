using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Log;
using JourneyEngine.Privacy.Ledger;
using JourneyEngine.Sites;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Weasel.Postgresql.Tables;

namespace JourneyEngine.Privacy;

public static class PrivacyModule
{
    /// <param name="services">A <see cref="KeyDerivation"/> must be among them.</param>
    /// <param name="ledger">Apart from the database and its backups.</param>
    public static void AddPrivacy(this IServiceCollection services, LedgerSettings ledger)
    {
        services.AddTables(Audit(), Requests());
        services.AddSingleton<EraseWith>(SubjectRequests.Erase);
        services.AddSingleton<Jws>();
        services.AddSingleton(ledger);
        services.AddSingleton(it =>
            ErasureLedger.At(
                ledger.Place,
                it.GetRequiredService<KeyDerivation>(),
                it.GetRequiredService<ILogger<ErasureLedger>>()
            )
        );
        services.AddSingleton<OpenLedger>();
        services.AddSingleton<EraseVisitor>();
        services.AddHostedService<ErasureLedgerService>();
        services.AddSingleton<ChangeConsent>();
        services.AddSingleton<ConsentHistory>();
        services.AddSingleton<IEarlierChoices, EarlierChoices>();
        services.AddSingleton<ForgetVisit>();
        services.AddSingleton<Transparency>();
        services.AddSingleton<ExportFacts>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<SubjectRequests>();
        services.AddSingleton<ApplyRetention>();
        services.AddSingleton<ExpireRecords>();
        services.AddHostedService<RetentionService>();
        services.AddHostedService<ExpiryService>();
    }

    public static void MapPrivacy(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/.well-known/gpc.json", GetPrivacyControl.Handle)
            .WithTags("Privacy")
            .Produces<GetPrivacyControl.Support>();
    }

    private static Table Audit()
    {
        var table = LogModule.NewTable("audit");
        table.AddColumn("id", "uuid").NotNull().AsPrimaryKey();
        table.AddColumn("site", "varchar").NotNull();
        table.AddColumn("at", "timestamptz").NotNull();
        table.AddColumn("actor", "varchar").NotNull();
        table.AddColumn("action", "varchar").NotNull();
        table.AddColumn("mark", "bytea").NotNull();
        table.Indexes.Add(new IndexDefinition("audit_by_site") { Columns = ["site", "at"] });
        return table;
    }

    private static Table Requests()
    {
        var table = LogModule.NewTable("subject_requests");
        table.AddColumn("site", "varchar").NotNull().AsPrimaryKey();
        table.AddColumn("id", "uuid").NotNull().AsPrimaryKey();
        table.AddColumn("type", "varchar").NotNull();
        table.AddColumn("status", "varchar").NotNull();
        table.AddColumn("visitors", "varchar[]").NotNull();
        table.AddColumn("marks", "bytea[]").NotNull();
        table.AddColumn("callbacks", "varchar[]").NotNull();
        table.AddColumn("submitted_at", "timestamptz").NotNull();
        table.AddColumn("received_at", "timestamptz").NotNull();
        table.AddColumn("due_at", "timestamptz").NotNull();
        table.AddColumn("expected_at", "timestamptz").NotNull();
        table.AddColumn("results_until", "timestamptz");
        table.AddColumn("results", "bigint");
        return table;
    }
}
