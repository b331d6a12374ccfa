using JourneyEngine.Log;
using JourneyEngine.Log.Appending;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace JourneyEngine.Journeys.Projecting;

/// <summary>Names in the log, once a minute, the transactions for which the projection waits.</summary>
internal sealed class BlockedWarning(NpgsqlDataSource database, EventFeed feed, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private long? _told;

    public async Task Tell(CancellationToken cancellation)
    {
        if (!(feed.Blocked > Patience) || (_told is { } told && clock.GetElapsedTime(told) < Pause))
            return;
        _told = clock.GetTimestamp();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        foreach (var it in await OpenAppends.Overdue(connection, cancellation))
            logger.LogWarning(
                "The projection waits for a transaction that holds a number of the log: process {Process} of "
                    + "PostgreSQL, application '{Application}', {State}, begun {Seconds} s ago. End it, or "
                    + "select pg_terminate_backend({Process}).",
                it.Process,
                it.Application,
                it.State,
                it.Seconds,
                it.Process
            );
    }
}
