using JourneyEngine.Contracts;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace JourneyEngine.Log.Links;

/// <summary>Makes the indexes by which links are found, where they are missing, and what tells the planner to use
/// them.</summary>
/// <remarks>By hand: Marten knows no index on a member of a fact, and is told to let them be. The planner takes no
/// statistics from an index on a part of a table: without any it expects thousands of links of each user id, and reads
/// all of them.</remarks>
internal sealed class LinkIndexesService(NpgsqlDataSource database) : IHostedService
{
    private const string ByUser = "mt_events_links_by_user";
    private const string ByDevice = "mt_events_links_by_device";
    private const string DecisionsOfSeveral = "mt_events_decisions_of_several";
    private const string Statistics = "mt_events_aliases_counted";
    private const string Users = "mt_events_users";

    public static IReadOnlyList<string> Indexes { get; } = [ByUser, ByDevice, Users, DecisionsOfSeveral];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $$"""
            do $$ begin
                perform pg_advisory_xact_lock({{AdvisoryLocks.LinkIndexes}});
                if not exists (select from pg_indexes where schemaname = 'journey' and indexname = '{{ByUser}}') then
                    create index if not exists {{ByUser}} on journey.mt_events (tenant_id, (data ->> 'alias'))
                        where type = 'identity_linked';
                end if;
                if not exists (select from pg_indexes where schemaname = 'journey' and indexname = '{{ByDevice}}') then
                    create index if not exists {{ByDevice}} on journey.mt_events (tenant_id, stream_id) where type = 'identity_linked';
                end if;
                if not exists (select from pg_indexes where schemaname = 'journey' and indexname = '{{Users}}') then
                    create index if not exists {{Users}} on journey.mt_events (tenant_id, stream_id) where data -> 'asUser' = 'true';
                end if;
                if not exists (select from pg_indexes where schemaname = 'journey' and indexname = '{{DecisionsOfSeveral}}') then
                    create index if not exists {{DecisionsOfSeveral}} on journey.mt_events
                        using gin ((data -> 'snapshot' -> 'streams') jsonb_path_ops)
                        where type = 'content_offered' and data -> 'snapshot' ? 'streams';
                end if;
            exception when insufficient_privilege then
                raise notice 'journey.mt_events belongs to another role: links are found by reading the whole log';
            end $$;
            do $$ begin
                perform pg_advisory_xact_lock({{AdvisoryLocks.LinkIndexes}});
                if not exists (select from pg_statistic_ext
                    where stxnamespace = 'journey'::regnamespace and stxname = '{{Statistics}}') then
                    create statistics if not exists journey.{{Statistics}} on (data ->> 'alias') from journey.mt_events;
                    analyze journey.mt_events;
                end if;
            exception when insufficient_privilege then null;
            end $$
            """
        );
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
