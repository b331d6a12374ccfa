using JourneyEngine.Journeys;
using JourneyEngine.Replay;
using JourneyEngine.Replay.Rebuilding;
using Npgsql;

namespace JourneyEngine.IntegrationTests.Replay;

internal static class Rebuilt
{
    public static Task<RebuildOutcome> Rebuild(this EngineFixture engine, int shares, Func<Task>? inTheMiddle = null) =>
        engine.Database.Rebuild(shares, inTheMiddle);

    public static async Task<RebuildOutcome> Rebuild(
        this NpgsqlDataSource database,
        int shares,
        Func<Task>? inTheMiddle = null
    )
    {
        var middle = new InTheMiddle(inTheMiddle ?? (() => Task.CompletedTask));
        var outcome = await new JourneyRebuild(database, new RulesTable(), Engine.Measures, TimeProvider.System).Run(
            shares,
            middle,
            default
        );
        middle.Happened.Should().BeTrue();
        return outcome;
    }

    public static async Task<IReadOnlyList<string>> Differences(this EngineFixture engine) =>
        (
            await new JourneyReplay(engine.Database, new RulesTable(), Engine.Measures).Compare(
                new Progress<(long, long)>(),
                default
            )
        ).Differences;

    public static async Task Run(this EngineFixture engine, string statement)
    {
        await using var command = engine.Database.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<string[]> Column(this EngineFixture engine, string query)
    {
        await using var command = engine.Database.CreateCommand(query);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<string>();
        while (await reader.ReadAsync())
            values.Add(reader.GetString(0));
        return [.. values];
    }
}
