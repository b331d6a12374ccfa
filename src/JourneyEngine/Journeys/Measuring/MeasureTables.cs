using JourneyEngine.Log;
using Weasel.Postgresql.Tables;

namespace JourneyEngine.Journeys.Measuring;

/// <summary>Tables of what the reports add up.</summary>
internal static class MeasureTables
{
    public static Table Sums()
    {
        var table = LogModule.NewTable("sums");
        // Made of all its columns it would be too long to tell it from that of a table beside.
        table.PrimaryKeyName = "pkey_sums";
        table.AddColumn("site", "varchar").NotNull().AsPrimaryKey();
        table.AddColumn("measure", "int").NotNull().AsPrimaryKey();
        table.AddColumn("funnel", "varchar").NotNull().AsPrimaryKey();
        table.AddColumn("funnel_version", "int").NotNull().AsPrimaryKey();
        table.AddColumn("day", "int").NotNull().AsPrimaryKey();
        foreach (var number in (string[])["number1", "number2", "number3"])
            table.AddColumn(number, "int").NotNull().AsPrimaryKey();
        foreach (var text in (string[])["text1", "text2", "text3"])
            table.AddColumn(text, "varchar").NotNull().AsPrimaryKey();
        table.AddColumn("n", "bigint").NotNull();
        return table;
    }

    public static Table Measures()
    {
        var table = LogModule.NewTable("measures");
        table.AddColumn("id", "int").NotNull().AsPrimaryKey();
        table.AddColumn("name", "varchar").NotNull();
        table.AddColumn("version", "int").NotNull();
        table.AddColumn("fingerprint", "varchar").NotNull();
        table.AddColumn("ready", "boolean").NotNull();
        return table;
    }

    public static Table Generations()
    {
        var table = LogModule.NewTable("generations");
        table.AddColumn("number", "int").NotNull().AsPrimaryKey();
        table.AddColumn("fingerprint", "varchar").NotNull();
        table.AddColumn("fold", "varchar").NotNull();
        table.AddColumn("fingerprints", "varchar[]").NotNull();
        table.AddColumn("measures", "int[]").NotNull();
        return table;
    }
}
