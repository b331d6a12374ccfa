using JourneyEngine.Decisions;
using JourneyEngine.Log;
using Microsoft.Extensions.DependencyInjection;
using Weasel.Postgresql.Tables;

namespace JourneyEngine.Journeys;

public static class JourneysModule
{
    /// <param name="contributions">What each journey adds to the sums behind the reports.</param>
    public static void AddJourneys(this IServiceCollection services, IReadOnlyList<Contribute> contributions)
    {
        services.AddTables(Journeys(), Sums(), Rules(), Checkpoints(), Aliases());
        services.AddSingleton(contributions);
        services.AddSingleton<Aliases>();
        services.AddSingleton<RulesTable>();
        services.AddSingleton<JourneyReader>();
        services.AddSingleton<JourneyProjection>();
        services.AddSingleton<WarmJourneys>();
        services.AddSingleton<RemoveVisitor>();
        services.AddSingleton<ForgetFacts>();
        services.AddHostedService<Projecting>();
        services.AddHostedService<WatchProjection>();
    }

    private static Table Journeys()
    {
        var table = LogModule.NewTable("journeys");
        table.AddColumn("site", "varchar").NotNull().AsPrimaryKey();
        table.AddColumn("visitor", "varchar").NotNull().AsPrimaryKey();
        table.AddColumn("version", "bigint").NotNull();
        table.AddColumn("revision", "int").NotNull();
        table.AddColumn("journey", "bytea").NotNull();
        table.Indexes.Add(new IndexDefinition("journeys_by_revision") { Columns = ["site", "revision"] });
        return table;
    }

    private static Table Sums()
    {
        var table = LogModule.NewTable("tallies");
        table.AddColumn("site", "varchar").NotNull().AsPrimaryKey();
        table.AddColumn("name", "varchar").NotNull().AsPrimaryKey();
        table.AddColumn("funnel", "varchar").NotNull().AsPrimaryKey();
        table.AddColumn("funnel_version", "int").NotNull().AsPrimaryKey();
        table.AddColumn("day", "int").NotNull().AsPrimaryKey();
        table.AddColumn("key", "int").NotNull().AsPrimaryKey();
        table.AddColumn("n", "bigint").NotNull();
        return table;
    }

    private static Table Rules()
    {
        var table = LogModule.NewTable("rules");
        table.AddColumn("site", "varchar").NotNull().AsPrimaryKey();
        table.AddColumn("revision", "int").NotNull().AsPrimaryKey();
        table.AddColumn("gap_minutes", "int").NotNull();
        table.AddColumn("funnels", "jsonb").NotNull();
        table.AddColumn("slots", "jsonb").NotNull().DefaultValueByExpression("'[]'::jsonb");
        table.AddColumn("settled", "boolean").NotNull();
        return table;
    }

    private static Table Checkpoints()
    {
        var table = LogModule.NewTable("progress");
        table.AddColumn("name", "varchar").NotNull().AsPrimaryKey();
        table.AddColumn("position", "bigint").NotNull();
        table.AddColumn("as_of", "timestamptz").NotNull();
        table.AddColumn("epoch", "bigint").NotNull().DefaultValue(0);
        return table;
    }

    private static Table Aliases()
    {
        var table = LogModule.NewTable("aliases");
        table.AddColumn("site", "varchar").NotNull().AsPrimaryKey();
        table.AddColumn("alias", "varchar").NotNull().AsPrimaryKey();
        table.AddColumn("visitor", "varchar").NotNull().AsPrimaryKey();
        table.AddColumn("position", "bigint").NotNull().DefaultValue(0);
        table.Indexes.Add(new IndexDefinition("aliases_by_visitor") { Columns = ["site", "visitor"] });
        return table;
    }
}
