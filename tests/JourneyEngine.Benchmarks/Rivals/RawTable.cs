using System.Diagnostics;
using JourneyEngine.Benchmarks.Load;
using Npgsql;
using NpgsqlTypes;

namespace JourneyEngine.Benchmarks.Rivals;

/// <summary>What the database can do at best: the same rows into one table with nothing but a primary key, by one
/// writer. Nothing is deduplicated, no version assigned.</summary>
internal sealed class RawTable(NpgsqlDataSource database)
{
    private const int Batch = 1_000;

    public async Task Create() =>
        await Run(
            """
            create table raw (seq_id bigserial primary key, tenant_id varchar, stream_id varchar, version bigint, id uuid, type varchar, data jsonb, timestamp timestamptz default now())
            """
        );

    /// <returns>Events a second.</returns>
    public Task<double> Insert(double seconds) =>
        Timed(
            seconds,
            async (connection, rows) =>
            {
                await using var command = new NpgsqlCommand(
                    "insert into raw (tenant_id, stream_id, version, id, type, data) select * from unnest($1, $2, $3, "
                        + "$4, $5, $6)",
                    connection
                );
                command.Parameters.Add(
                    new() { Value = rows.Sites, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar }
                );
                command.Parameters.Add(
                    new() { Value = rows.Streams, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar }
                );
                command.Parameters.Add(new() { Value = rows.Versions });
                command.Parameters.Add(new() { Value = rows.Ids });
                command.Parameters.Add(
                    new() { Value = rows.Types, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar }
                );
                command.Parameters.Add(
                    new() { Value = rows.Bodies, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb }
                );
                await command.ExecuteNonQueryAsync();
            }
        );

    /// <returns>Events a second.</returns>
    public Task<double> Copy(double seconds) =>
        Timed(
            seconds,
            async (connection, rows) =>
            {
                await using var copy = await connection.BeginBinaryImportAsync(
                    "copy raw (tenant_id, stream_id, version, id, type, data) from stdin (format binary)"
                );
                for (var i = 0; i < Batch; i++)
                {
                    await copy.StartRowAsync();
                    await copy.WriteAsync(rows.Sites[i], NpgsqlDbType.Varchar);
                    await copy.WriteAsync(rows.Streams[i], NpgsqlDbType.Varchar);
                    await copy.WriteAsync(rows.Versions[i], NpgsqlDbType.Bigint);
                    await copy.WriteAsync(rows.Ids[i], NpgsqlDbType.Uuid);
                    await copy.WriteAsync(rows.Types[i], NpgsqlDbType.Varchar);
                    await copy.WriteAsync(rows.Bodies[i], NpgsqlDbType.Jsonb);
                }

                await copy.CompleteAsync();
            }
        );

    /// <remarks>The rows are made while the ones before are written, so that making them costs the rival no
    /// time.</remarks>
    private async Task<double> Timed(double seconds, Func<NpgsqlConnection, Rows, Task> write)
    {
        await Run("truncate raw");
        await using var connection = await database.OpenConnectionAsync();
        var run = Wrk.NewRun();
        var next = Rows.Of(run, 0, Batch);
        var (written, clock) = (0, Stopwatch.StartNew());
        while (clock.Elapsed.TotalSeconds < seconds)
        {
            var writing = write(connection, next);
            next = Rows.Of(run, written + Batch, Batch);
            await writing;
            written += Batch;
        }

        return written / clock.Elapsed.TotalSeconds;
    }

    private async Task Run(string statement)
    {
        await using var command = database.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }
}
