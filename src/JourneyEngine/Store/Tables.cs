using Weasel.Core;
using Weasel.Postgresql;
using Weasel.Postgresql.Tables;

namespace JourneyEngine.Store;

/// <summary>The engine's own tables beside Marten's, all in one schema.</summary>
internal static class Tables
{
    public const string Schema = "journey";

    public static IEnumerable<ISchemaObject> All()
    {
        yield return Journeys();
        yield return Sums();
        yield return Rules();
        yield return Progress();
        yield return Keys();
        yield return Quarantine();
        yield return Aliases();
        yield return Closed();
        yield return Audit();
        yield return SubjectRequests();
        yield return AppendFacts.Function();
    }

    private static Table Journeys()
    {
        var table = Named("journeys");
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
        var table = Named("tallies");
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
        var table = Named("rules");
        table.AddColumn("site", "varchar").NotNull().AsPrimaryKey();
        table.AddColumn("revision", "int").NotNull().AsPrimaryKey();
        table.AddColumn("gap_minutes", "int").NotNull();
        table.AddColumn("funnels", "jsonb").NotNull();
        table.AddColumn("slots", "jsonb").NotNull().DefaultValueByExpression("'[]'::jsonb");
        table.AddColumn("settled", "boolean").NotNull();
        return table;
    }

    private static Table Progress()
    {
        var table = Named("progress");
        table.AddColumn("name", "varchar").NotNull().AsPrimaryKey();
        table.AddColumn("position", "bigint").NotNull();
        table.AddColumn("as_of", "timestamptz").NotNull();
        table.AddColumn("epoch", "bigint").NotNull().DefaultValue(0);
        return table;
    }

    private static Table Keys()
    {
        var table = Named("keys");
        table.AddColumn("hash", "bytea").NotNull().AsPrimaryKey();
        table.AddColumn("site", "varchar").NotNull();
        table.AddColumn("scope", "varchar").NotNull();
        table.AddColumn("prefix", "varchar").NotNull();
        table.AddColumn("created_at", "timestamptz").NotNull();
        table.AddColumn("expires_at", "timestamptz");
        table.AddColumn("revoked_at", "timestamptz");
        // Keys of before they had names have none.
        table.AddColumn("name", "varchar");
        table.AddColumn("origins", "varchar[]").NotNull().DefaultValueByExpression("'{}'::varchar[]");
        table.AddColumn("links", "boolean").NotNull().DefaultValueByExpression("true");
        table.Indexes.Add(new IndexDefinition("keys_by_name") { Columns = ["site", "name"], IsUnique = true, Predicate = "revoked_at is null" });
        return table;
    }

    private static Table Quarantine()
    {
        var table = Named("quarantine");
        table.AddColumn("site", "varchar").NotNull().AsPrimaryKey();
        table.AddColumn("message_id", "varchar").NotNull().AsPrimaryKey();
        table.AddColumn("reason", "varchar").NotNull();
        table.AddColumn("kind", "varchar").NotNull();
        table.AddColumn("name", "varchar");
        table.AddColumn("received_at", "timestamptz").NotNull();
        // What was set aside before there was a notice has none of these.
        table.AddColumn("mark", "bytea");
        table.AddColumn("alias_mark", "bytea");
        table.AddColumn("item", "varchar");
        table.Indexes.Add(new IndexDefinition("quarantine_by_arrival") { Columns = ["site", "received_at", "message_id"] });
        return table;
    }

    private static Table Aliases()
    {
        var table = Named("aliases");
        table.AddColumn("site", "varchar").NotNull().AsPrimaryKey();
        table.AddColumn("alias", "varchar").NotNull().AsPrimaryKey();
        table.AddColumn("visitor", "varchar").NotNull().AsPrimaryKey();
        table.AddColumn("position", "bigint").NotNull().DefaultValue(0);
        table.Indexes.Add(new IndexDefinition("aliases_by_visitor") { Columns = ["site", "visitor"] });
        return table;
    }

    private static Table Closed()
    {
        var table = Named("closed");
        table.AddColumn("site", "varchar").NotNull().AsPrimaryKey();
        table.AddColumn("mark", "bytea").NotNull().AsPrimaryKey();
        table.AddColumn("why", "varchar").NotNull();
        table.AddColumn("at", "timestamptz").NotNull();
        return table;
    }

    private static Table Audit()
    {
        var table = Named("audit");
        table.AddColumn("id", "uuid").NotNull().AsPrimaryKey();
        table.AddColumn("site", "varchar").NotNull();
        table.AddColumn("at", "timestamptz").NotNull();
        table.AddColumn("actor", "varchar").NotNull();
        table.AddColumn("action", "varchar").NotNull();
        table.AddColumn("mark", "bytea").NotNull();
        table.Indexes.Add(new IndexDefinition("audit_by_site") { Columns = ["site", "at"] });
        return table;
    }

    private static Table SubjectRequests()
    {
        var table = Named("subject_requests");
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

    private static Table Named(string name) => new(new PostgresqlObjectName(Schema, name, SchemaUtils.IdentifierUsage.General));
}
