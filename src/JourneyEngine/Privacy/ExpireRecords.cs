using System.ComponentModel.DataAnnotations;
using JourneyEngine.Background;
using JourneyEngine.Log.Appending;
using JourneyEngine.Settings;
using JourneyEngine.Sites.Rules;
using Npgsql;

namespace JourneyEngine.Privacy;

/// <summary>For how long it is kept who asked what.</summary>
public sealed record AuditSettings
{
    /// <remarks>25 months. Israel's regulations on data security (2017, regulation 10) ask for 24.</remarks>
    [Setting(
        "JOURNEY_AUDIT_DAYS",
        "For how many days it is kept who asked what about visitors' data, and who changed what of a site",
        Takes = "a number of days from 30 to 3650"
    )]
    [Range(30, 3_650)]
    public int Days { get; init; } = Retention.LongestDays;
}

/// <summary>Drops records of what the engine did once nobody will ask about it; see
/// <c>ops/runbooks/growth.md</c>.</summary>
public sealed class ExpireRecords(NpgsqlDataSource database, SubjectRequests requests, AuditSettings audit)
{
    private const int Batch = 5_000;

    /// <summary>Longer than a controller's request may wait for its answer, so that an operator can still send it.</summary>
    private const int DeadLetterDays = 90;

    public async Task Run(DateTimeOffset now, CancellationToken cancellation)
    {
        await requests.Expire(now, cancellation);
        // Ids are made in order of time, and are the table's key.
        await Drop("journey.audit", "id", Guid.CreateVersion7(now.AddDays(-audit.Days)), cancellation);
        await Drop(DeadLetters.Table, DeadLetters.Since, now.AddDays(-DeadLetterDays), cancellation);
        await Drop(MessageIdClashes.Table, "at", now.AddDays(-Retention.LongestDays), cancellation);
    }

    /// <remarks>In batches, so that nobody waits for long behind them.</remarks>
    private async Task Drop(string table, string since, object before, CancellationToken cancellation)
    {
        int gone;
        do
        {
            await using var command = database.CreateCommand(
                $"delete from {table} where ctid = any (array(select ctid from {table} where {since} < $1 limit {Batch}))"
            );
            command.Parameters.Add(new() { Value = before });
            gone = await command.ExecuteNonQueryAsync(cancellation);
        } while (gone == Batch);
    }
}
