using JourneyEngine.Log;
using Weasel.Postgresql.Tables;

namespace JourneyEngine.Journeys.Measuring;

/// <summary>Tables of what the reports add up.</summary>
internal static class MeasureTables
{
    private static readonly (string Name, string Type)[] Cell =
    [
        ("funnel", "varchar"),
        ("funnel_version", "int"),
        ("day", "int"),
        ("number1", "int"),
        ("number2", "int"),
        ("number3", "int"),
        ("text1", "varchar"),
        ("text2", "varchar"),
        ("text3", "varchar"),
    ];

    public static Table Sums()
    {
        var table = LogModule.NewTable("sums");
        // Made of all its columns it would be too long to tell it from that of a table beside.
        table.PrimaryKeyName = "pkey_sums";
        table.AddColumn("site", "varchar").NotNull().AsPrimaryKey();
        table.AddColumn("measure", "int").NotNull().AsPrimaryKey();
        foreach (var (name, type) in Cell)
            table.AddColumn(name, type).NotNull().AsPrimaryKey();
        table.AddColumn("n", "bigint").NotNull();
        return table;
    }

    /// <summary>See <see cref="Measuring.UpdateMoves"/>.</summary>
    public static Table UpdateMoves()
    {
        var table = LogModule.NewTable("update_moves");
        table.AddColumn("id", "uuid").NotNull().AsPrimaryKey();
        table.AddColumn("at", "timestamptz").NotNull();
        table.AddColumn("site", "varchar").NotNull();
        table.AddColumn("name", "varchar").NotNull();
        foreach (var (name, type) in Cell)
            table.AddColumn(name, type).NotNull();
        table.AddColumn("before", "bigint").NotNull();
        table.AddColumn("after", "bigint").NotNull();
        table.AddColumn("redefined", "boolean").NotNull();
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
