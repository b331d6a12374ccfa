using JasperFx.Events;
using JasperFx.MultiTenancy;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Weasel.Core;
using Wolverine.Marten;

namespace JourneyEngine.Store;

public static class Room
{
    public static void AddStore(this IServiceCollection services, NpgsqlDataSource database, IReadOnlyList<Contribute> contributions)
    {
        services.AddSingleton(database);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IConfigureMarten, ForgetConfiguration>();
        services.AddMarten(Configure).UseLightweightSessions().UseNpgsqlDataSource()
            .ApplyAllDatabaseChangesOnStartup().IntegrateWithWolverine(it => it.MessageStorageSchemaName = Tables.Schema);
        services.AddHostedService<BiViews>();
        services.AddSingleton<SiteKeys>();
        services.AddSingleton<Aliases>();
        Browsers.Add(services);
        services.AddSingleton<EngineMetrics>();
        services.AddHostedService<WatchProjection>();
        services.AddSingleton<Tickets>();
        services.AddSingleton<VisitorCookie>();
        services.AddSingleton<Configuration>();
        services.AddSingleton<Notices>();
        services.AddSingleton<QuarantineTable>();
        services.AddSingleton<RulesTable>();
        services.AddSingleton<JourneyReader>();
        services.AddSingleton<ReportReader>();
        services.AddSingleton<NewFacts>();
        services.AddSingleton<EventFeed>();
        services.AddSingleton(contributions);
        services.AddSingleton<JourneyProjection>();
        services.AddSingleton<OtherHosts>();
        services.AddHostedService(it => it.GetRequiredService<OtherHosts>());
        services.AddSingleton<WarmJourneys>();
        services.AddSingleton<RemoveVisitor>();
        services.AddSingleton<ForgetFacts>();
        services.AddSingleton<FactLog>();
        services.AddHostedService(it => it.GetRequiredService<FactLog>());
        services.AddHostedService<Projecting>();
        KeyAuthentication.Add(services);
    }

    /// <summary>Marten as the event store: streams by name, sites as tenants, every fact under its stored name, each id once.</summary>
    public static void Configure(StoreOptions options)
    {
        options.DatabaseSchemaName = Tables.Schema;
        options.Logger(new SilentMarten());
        options.Events.StreamIdentity = StreamIdentity.AsString;
        options.Events.TenancyStyle = TenancyStyle.Conjoined;
        options.Events.AppendMode = EventAppendMode.Quick;
        options.Events.EnableUniqueIndexOnEventId = true;
        options.UseSystemTextJsonForSerialization(FactJson.Options, EnumStorage.AsString, Casing.CamelCase);
        foreach (var (name, type) in StoredFacts.ByName)
            options.Events.MapEventType(type, name);
        options.Storage.ExtendedSchemaObjects.AddRange(Tables.All());
    }
}
