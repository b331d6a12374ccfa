using JourneyEngine.Decisions.Measures;
using JourneyEngine.Journeys;
using JourneyEngine.Journeys.Measuring;
using JourneyEngine.Journeys.Projecting;
using JourneyEngine.Log;
using JourneyEngine.Log.Appending;
using JourneyEngine.Log.Hosts;
using JourneyEngine.Replay;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace JourneyEngine.IntegrationTests.Journeys;

/// <summary>The projection, the reports' sums and the replay of a host of another version, step by step.</summary>
internal sealed class AnotherVersion : IDisposable
{
    private readonly AppendSignal _signal = new();
    private readonly HostMembership _membership;
    private readonly NpgsqlDataSource _database;
    private readonly JourneyProjection _projection;

    public AnotherVersion(NpgsqlDataSource database, IReadOnlyList<Measure> measures)
    {
        (_database, Measures, _membership) = (
            database,
            measures,
            new HostMembership(database, NullLogger<HostMembership>.Instance)
        );
        var rules = new RulesTable();
        var warm = new WarmJourneys(new JourneyReader(database, new RulesTable()), rules, _membership, _signal);
        _projection = new JourneyProjection(rules, new Generations(measures), new EventFeed(TimeProvider.System), warm);
    }

    public IReadOnlyList<Measure> Measures { get; }

    public Task<ProjectionStep> Step() => _projection.Step(_database, default);

    /// <summary>Steps until it is the one that projects.</summary>
    public async Task TakeOver() => await Eventually.Sees(Step, it => it != ProjectionStep.Nothing);

    /// <summary>Steps until everything stored is in the sums.</summary>
    public async Task CatchUp(Site site) =>
        await Eventually.Sees(
            async () =>
            {
                await Step();
                await using var connection = await _database.OpenConnectionAsync();
                var (asOf, last) = (
                    await ProjectionCheckpoint.Read(connection, site.Name, Measures, default),
                    await LogPosition.Last(connection, default)
                );
                return asOf.Complete && asOf.Position >= last;
            },
            it => it
        );

    public async Task<bool> IsComplete(Site site, params Measure[] measures)
    {
        await using var connection = await _database.OpenConnectionAsync();
        return (await ProjectionCheckpoint.Read(connection, site.Name, measures, default)).Complete;
    }

    /// <summary>The sums of a measure of visitors by its first number.</summary>
    public async Task<Dictionary<int, long>> Sums(Site site, Measure measure)
    {
        await using var connection = await _database.OpenConnectionAsync();
        var sums = await SumTable.Read(
            connection,
            site.Name,
            new SumsWanted([measure], "", 0, (0, int.MaxValue), null),
            default
        );
        return sums.ToDictionary(it => it.Key.Cell.Number1, it => it.Value);
    }

    public async Task<IReadOnlyList<string>> Differences() =>
        (
            await new JourneyReplay(_database, new RulesTable(), Measures).Compare(
                new Progress<(long, long)>(),
                default
            )
        ).Differences;

    public void Dispose()
    {
        _signal.Dispose();
        _membership.Dispose();
    }
}
