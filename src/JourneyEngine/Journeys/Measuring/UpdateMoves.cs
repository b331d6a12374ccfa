using Npgsql;

namespace JourneyEngine.Journeys.Measuring;

/// <summary>Report cells that are not what they were since an update of the engine that counts otherwise: kept until the
/// next one, for whoever asks what moved.</summary>
internal static class UpdateMoves
{
    private const string Key =
        "site, name, funnel, funnel_version, day, number1, number2, number3, text1, text2, text3";

    /// <summary>Within the transaction that puts new sums in the place of those that another version made, before these
    /// go.</summary>
    /// <remarks>What came while the new ones were made is in these alone. Of a site whose old ones are gone already, as
    /// after an erasure, nothing can be told.</remarks>
    public static Task Keep(NpgsqlConnection connection, CancellationToken cancellation) =>
        GenerationTable.Execute(
            connection,
            $"""
            with replaced as (
                select distinct on (fresh.name) fresh.name, fresh.id as fresh, old.id as old,
                    fresh.version <> old.version as redefined
                from journey.measures fresh join journey.measures old
                    on old.name = fresh.name and old.fingerprint <> fresh.fingerprint
                where fresh.id in {GenerationTable.Current} and not fresh.ready
                    and old.id not in {GenerationTable.Current} and old.ready
                order by fresh.name, old.id desc
            ), was as (
                select {Key}, n from journey.sums join replaced on measure = old where n <> 0
            ), moved as (
                select {Key}, coalesce(was.n, 0) as before, coalesce(fresh.n, 0) as after from was
                full join (select {Key}, n from journey.sums join replaced on measure = fresh where n <> 0) fresh using ({Key})
                where coalesce(was.n, 0) <> coalesce(fresh.n, 0) and site in (select site from was)
            ), earlier as (
                delete from journey.update_moves where exists (select from replaced)
            )
            insert into journey.update_moves (id, at, {Key}, before, after, redefined)
            select gen_random_uuid(), now(), moved.*, redefined from moved join replaced using (name)
            """,
            [],
            cancellation
        );

    /// <summary>Of a site of which somebody was forgotten: they may be counted in it.</summary>
    public static Task Delete(NpgsqlConnection connection, string site, CancellationToken cancellation) =>
        GenerationTable.Execute(connection, "delete from journey.update_moves where site = $1", [site], cancellation);
}
