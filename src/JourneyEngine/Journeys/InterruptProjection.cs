using Npgsql;

namespace JourneyEngine.Journeys;

/// <summary>Stops whoever projects, for as long as facts are taken away.</summary>
internal static class InterruptProjection
{
    /// <summary>Within a transaction that takes facts away: nobody projects until its end, and whoever does then knows
    /// nothing from before.</summary>
    /// <remarks>A replay that stands beside the live tables knows it still, so it goes. In this order: who puts it in
    /// their place takes the row first, too.</remarks>
    public static async Task Run(NpgsqlConnection connection, CancellationToken cancellation)
    {
        // Who reads it just now keeps nobody waiting: it is emptied then.
        await using var command = new NpgsqlCommand(
            """
            update journey.progress set epoch = epoch + 1 where name = 'journeys';
            do $$ begin
                perform set_config('lock_timeout', '500ms', true);
                drop table if exists journey.journeys_shadow, journey.sums_shadow;
                perform set_config('lock_timeout', '0', true);
            exception when lock_not_available then
                delete from journey.journeys_shadow;
                delete from journey.sums_shadow;
            end $$
            """,
            connection
        );
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
