using Npgsql;

namespace JourneyEngine.Journeys.Measuring;

/// <summary>Versions of the engine from before measures had generations.</summary>
internal static class OlderBinaries
{
    /// <summary>
    /// Older binaries know no generations of measures: from now on they can neither write a journey, which has to say in
    /// which generation it is summed, nor move the sums that they had. Such a host answers and captures; its projection
    /// and reports fail.
    /// </summary>
    public static Task BlockWrites(NpgsqlConnection connection, CancellationToken cancellation) =>
        GenerationTable.Execute(
            connection,
            """
            do $$ begin
                perform set_config('lock_timeout', '5s', true);
                if exists (select from pg_attribute
                    where attrelid = 'journey.journeys'::regclass and attname = 'generation' and atthasdef) then
                    alter table journey.journeys alter generation drop default;
                end if;
                drop table if exists journey.tallies, journey.tallies_shadow, journey.journeys_shadow;
                perform set_config('lock_timeout', '0', true);
            exception when insufficient_privilege then
                raise notice 'tables of schema journey belong to another role: hosts of versions before this one must be stopped first';
            end $$
            """,
            [],
            cancellation
        );
}
