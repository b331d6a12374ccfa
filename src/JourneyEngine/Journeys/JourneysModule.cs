using JourneyEngine.Decisions.Measures;
using JourneyEngine.Journeys.Measuring;
using JourneyEngine.Journeys.Persons;
using JourneyEngine.Journeys.Projecting;
using JourneyEngine.Log;
using Microsoft.Extensions.DependencyInjection;
using Weasel.Postgresql.Tables;

namespace JourneyEngine.Journeys;

public static class JourneysModule
{
    /// <param name="measures">What the reports add up over journeys.</param>
    public static void AddJourneys(this IServiceCollection services, IReadOnlyList<Measure> measures)
    {
        services.AddTables(
            Journeys(),
            MeasureTables.Sums(),
            MeasureTables.Measures(),
            MeasureTables.Generations(),
            MeasureTables.UpdateMoves(),
            Rules(),
            Checkpoints()
        );
        services.AddSingleton(measures);
        services.AddSingleton<Generations>();
        services.AddSingleton<PersonReader>();
        services.AddSingleton<RulesTable>();
        services.AddSingleton<JourneyReader>();
        services.AddSingleton<JourneyProjection>();
        services.AddSingleton<WarmJourneys>();
        services.AddSingleton<WarmPersons>();
        services.AddSingleton<EraseJourney>();
        services.AddSingleton<EraseWith>(OlderNames.Erase);
        services.AddSingleton<DeleteFacts>();
        services.AddHostedService<ProjectionService>();
        services.AddHostedService<ProjectionMetricsService>();
    }

    private static Table Journeys()
    {
        var table = LogModule.NewTable("journeys");
        table.AddColumn("site", "varchar").NotNull().AsPrimaryKey();
        table.AddColumn("visitor", "varchar").NotNull().AsPrimaryKey();
        table.AddColumn("version", "bigint").NotNull();
        table.AddColumn("revision", "int").NotNull();
        table.AddColumn("journey", "bytea").NotNull();
        table.AddColumn("generation", "int").NotNull().DefaultValue(0);
        table.AddColumn("person", "varchar");
        table.AddColumn("shared", "boolean").NotNull().DefaultValueByExpression("false");
        table.Indexes.Add(new IndexDefinition("journeys_by_revision") { Columns = ["site", "revision"] });
        table.Indexes.Add(
            new IndexDefinition("journeys_by_person") { Columns = ["site", "person"], Predicate = "person is not null" }
        );
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
        table.AddColumn("recognise", "varchar").NotNull().DefaultValueByExpression("'vouched'::varchar");
        table.AddColumn("time_zone", "varchar").NotNull().DefaultValueByExpression("'UTC'::varchar");
        table.AddColumn("week_start", "varchar").NotNull().DefaultValueByExpression("'monday'::varchar");
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
        table.AddColumn("generation", "int").NotNull().DefaultValue(0);
        table.AddColumn("projected_at", "timestamptz").NotNull().DefaultValueByExpression("'epoch'::timestamptz");
        table.AddColumn("refolding", "boolean").NotNull().DefaultValueByExpression("false");
        table.AddColumn("refolded_site", "varchar").NotNull().DefaultValueByExpression("''::varchar");
        table.AddColumn("refolded_visitor", "varchar").NotNull().DefaultValueByExpression("''::varchar");
        return table;
    }
}
