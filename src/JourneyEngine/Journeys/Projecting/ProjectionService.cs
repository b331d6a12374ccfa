using System.Diagnostics;
using JourneyEngine.Log;
using JourneyEngine.Log.Appending;
using JourneyEngine.Log.Hosts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace JourneyEngine.Journeys.Projecting;

/// <summary>Keeps the journeys up to date as long as the host lives. On several hosts one of them projects at a
/// time.</summary>
internal sealed class ProjectionService(
    NpgsqlDataSource database,
    JourneyProjection projection,
    AppendSignal signal,
    HostMembership membership,
    EventFeed feed,
    TimeProvider clock,
    ILogger<ProjectionService> logger
) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    /// <summary>A host that is alone is told of each of its own facts; only what somebody writes by other means is found
    /// by looking.</summary>
    private static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    /// <summary>Longer pages cost less an event; nobody waits for a report's last quarter of a second.</summary>
    private static readonly TimeSpan LongestRest = TimeSpan.FromMilliseconds(250);

    private readonly BlockedWarning _blocked = new(database, feed, clock, logger);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Checkpoint.Ensure(database, stoppingToken);
        await LeaveRoom(stoppingToken);
        var poll = Poll;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var began = Stopwatch.GetTimestamp();
                var projected = await projection.Step(database, stoppingToken);
                if (projected == ProjectionStep.Nothing)
                {
                    await _blocked.Tell(stoppingToken);
                    await signal.Wait(poll, stoppingToken);
                    poll = NextPoll(poll);
                    continue;
                }

                poll = Poll;
                if (projected == ProjectionStep.All)
                    await Task.Delay(Rest(Stopwatch.GetElapsedTime(began)), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // Passing over an event would make live differ from replay: it stands still, says so, and health shows
                // it.
                logger.LogError(
                    "The projection stands still ({Failure}, {State}) and tries again.",
                    failure.GetType().Name,
                    (failure as NpgsqlException)?.SqlState
                );
                await Task.Delay(AfterFailure, stoppingToken);
            }
        }
    }

    private TimeSpan NextPoll(TimeSpan last) =>
        !membership.IsSoleHost || feed.Blocked is not null ? Poll
        : last * 2 < LongestPoll ? last * 2
        : LongestPoll;

    /// <summary>Leaves room beside each sum: rows that are moved time and again, in the same page, cost half, and leave
    /// nothing behind in the index.</summary>
    /// <remarks>For a database that has had the table for longer, too.</remarks>
    private async Task LeaveRoom(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            """
            do $$ begin
                if not exists (select from pg_class where oid = 'journey.sums'::regclass and 'fillfactor=50' = any(reloptions)) then
                    alter table journey.sums set (fillfactor = 50);
                end if;
            exception when insufficient_privilege then
                raise notice 'journey.sums belongs to another role: its sums are moved at twice the cost';
            end $$
            """
        );
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <remarks>Twice the work's time: a third of one core at most goes to a projection that keeps up.</remarks>
    private static TimeSpan Rest(TimeSpan worked) => worked * 2 < LongestRest ? worked * 2 : LongestRest;
}
