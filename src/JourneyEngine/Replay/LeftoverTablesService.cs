using JourneyEngine.Background;
using JourneyEngine.Contracts;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace JourneyEngine.Replay;

/// <summary>Drops what a rebuild left that was killed: journeys that no erasure would reach.</summary>
internal sealed class LeftoverTablesService(
    NpgsqlDataSource database,
    TimeProvider clock,
    ILogger<LeftoverTablesService> logger
) : RecurringService(TimeSpan.FromMinutes(10), clock, logger)
{
    /// <remarks>Only while nobody rebuilds.</remarks>
    protected override async Task RunOnce(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            $"""
            do $$ begin
                if to_regclass('journey.journeys_rebuilt') is not null and pg_try_advisory_xact_lock({AdvisoryLocks.Rebuild}) then
                    drop table if exists journey.journeys_rebuilt, journey.sums_rebuilt;
                end if;
            end $$
            """
        );
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
