using JasperFx.Events;
using JasperFx.MultiTenancy;
using JourneyEngine.Contracts;
using JourneyEngine.Log.Appending;
using JourneyEngine.Log.Hosts;
using JourneyEngine.Log.Links;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Weasel.Core;
using Weasel.Postgresql;
using Weasel.Postgresql.Tables;
using Wolverine.Marten;

namespace JourneyEngine.Log;

public static class LogModule
{
    /// <summary>The schema of all tables: the engine's own stand beside Marten's.</summary>
    internal const string Schema = "journey";

    /// <summary>By which PostgreSQL tells the connections of hosts from those of others.</summary>
    public const string ApplicationName = "journey-host";

    public static void AddLog(this IServiceCollection services, NpgsqlDataSource database)
    {
        services.AddSingleton(database);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<DatabaseIdentity>();
        services.AddHostedService(it => it.GetRequiredService<DatabaseIdentity>());
        services
            .AddMarten(Configure)
            .UseLightweightSessions()
            .UseNpgsqlDataSource()
            .ApplyAllDatabaseChangesOnStartup()
            .IntegrateWithWolverine(it => it.MessageStorageSchemaName = Schema);
        services.AddHostedService<LinkIndexesService>();
        services.AddHostedService<OlderNames>();
        services.AddSingleton<AppendSignal>();
        services.AddSingleton<EventFeed>();
        services.AddSingleton<HostMembership>();
        services.AddHostedService(it => it.GetRequiredService<HostMembership>());
        services.AddSingleton<FactLog>();
        services.AddHostedService(it => it.GetRequiredService<FactLog>());
    }

    /// <summary>Marten as the event store: streams by name, sites as tenants, every fact under its stored name, each id
    /// once.</summary>
    public static void Configure(StoreOptions options)
    {
        options.DatabaseSchemaName = Schema;
        options.Logger(new SilentMartenLogger());
        options.Events.StreamIdentity = StreamIdentity.AsString;
        options.Events.TenancyStyle = TenancyStyle.Conjoined;
        options.Events.AppendMode = EventAppendMode.Quick;
        options.Events.EnableUniqueIndexOnEventId = true;
        options.UseSystemTextJsonForSerialization(FactJson.Options, EnumStorage.AsString, Casing.CamelCase);
        foreach (var index in LinkIndexesService.Indexes)
            options.Events.IgnoreIndex(index);
        foreach (var (name, type) in StoredFacts.ByName)
            options.Events.MapEventType(type, name);
        options.Storage.ExtendedSchemaObjects.AddRange([
            ClosedVisitors.Definition(),
            MessageIdClashes.Definition(),
            OlderNames.Definition(),
            AppendFunction.Definition(),
        ]);
    }

    /// <summary>Tables that a folder declares: they are made, and brought up to date, when a host starts.</summary>
    internal static void AddTables(this IServiceCollection services, params Table[] tables) =>
        services.ConfigureMarten(options => options.Storage.ExtendedSchemaObjects.AddRange(tables));

    internal static Table NewTable(string name) =>
        new(new PostgresqlObjectName(Schema, name, SchemaUtils.IdentifierUsage.General));
}
