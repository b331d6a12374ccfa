namespace JourneyEngine.IntegrationTests.Replay;

[Collection(RebuildTests.Name)]
public class a_rebuild_is_finished(EngineFixture engine)
{
    private static readonly string[] Shapes =
    [
        "select tablename || ': ' || indexdef from pg_indexes where schemaname = 'journey' order by 1",
        "select relname || ' ' || relkind::text || ' ' || relowner::regrole::text || ' ' || coalesce(reloptions::text, "
            + "'') || relpersistence::text from pg_class where relnamespace = 'journey'::regnamespace order by 1",
        "select relname || ' ' || acl::text from pg_class, unnest(coalesce(relacl, acldefault('r', relowner))) acl "
            + "where relnamespace = 'journey'::regnamespace and relkind = 'r' order by 1",
        "select attrelid::regclass || ' ' || attnum::text || ' ' || attname || ' ' || format_type(atttypid, atttypmod) "
            + "|| ' ' || attnotnull::text || ' ' || attstorage::text || coalesce(pg_get_expr(adbin, adrelid), '') from "
            + "pg_attribute join pg_class on pg_class.oid = attrelid left join pg_attrdef on adrelid = attrelid and "
            + "adnum = "
            + "attnum where relnamespace = 'journey'::regnamespace and attnum > 0 and relkind = 'r' order by 1",
        "select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint where "
            + "connamespace = 'journey'::regnamespace order by 1",
    ];

    private static readonly string[] NoLines = [];

    [Fact]
    public async Task with_tables_indexes_and_constraints_as_before()
    {
        await Visited();
        var before = await Shape();

        await engine.Rebuild(2);
        await engine.Rebuild(1);

        var after = await Shape();
        (before.Except(after), after.Except(before)).Should().BeEquivalentTo((NoLines, NoLines));
    }

    [Fact]
    public async Task with_privileges_as_before()
    {
        await Visited();
        await engine.Run("grant select on journey.journeys, journey.sums to public");
        var before = await Shape();

        await engine.Rebuild(1);

        var after = await Shape();
        (before.Except(after), after.Except(before)).Should().BeEquivalentTo((NoLines, NoLines));
    }

    private async Task Visited()
    {
        var site = await engine.NewSite();
        await site.Accepted(Calls.Page("v", "home", Calls.Noon));
        await site.Get("/v1/reports/returns?wait=true");
    }

    private async Task<string[]> Shape()
    {
        var shape = new List<string>();
        foreach (var query in Shapes)
            shape.AddRange(await engine.Column(query));
        return [.. shape];
    }
}
