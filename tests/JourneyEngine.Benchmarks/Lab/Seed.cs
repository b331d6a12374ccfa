using System.Globalization;
using System.Text;
using JourneyEngine.Contracts;
using JourneyEngine.Log;
using JourneyEngine.Log.Appending;
using Npgsql;
using NpgsqlTypes;

namespace JourneyEngine.Benchmarks.Lab;

/// <summary>Fills the engine's log as captures would have: five events a visitor, two visits on average, sessions of
/// many visitors interleaved.</summary>
internal static class Seed
{
    private const int EventsAVisitor = 5;
    private const int Interleaved = 500;
    private const int Chunk = 50_000;
    private static readonly string Type = StoredFacts.NameOf(typeof(InteractionRecorded));

    /// <param name="from">How many were seeded before.</param>
    /// <param name="to">A multiple of 50,000.</param>
    public static async Task Fill(Laboratory laboratory, int from, int to)
    {
        for (var start = from; start < to; start += Chunk)
        {
            await using var connection = await laboratory.Database.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            var first = Convert.ToInt64(
                await new NpgsqlCommand(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"select setval('journey.mt_events_sequence', nextval('journey.mt_events_sequence') + {Chunk - 1}) - {Chunk - 1}"
                    ),
                    connection
                ).ExecuteScalarAsync(),
                CultureInfo.InvariantCulture
            );
            await Task.Run(() => Streams(connection, start));
            await Task.Run(() => Events(connection, start, first));
            await transaction.CommitAsync();
            if ((start + Chunk) % 1_000_000 == 0)
                Console.Error.WriteLine($"  {start + Chunk:N0} events seeded");
        }

        await laboratory.Run("analyze journey.mt_events; analyze journey.mt_streams");
    }

    private static void Streams(NpgsqlConnection connection, int start)
    {
        using var copy = connection.BeginBinaryImport(
            "copy journey.mt_streams (tenant_id, id, version) from stdin (format binary)"
        );
        for (var visitor = start / EventsAVisitor; visitor < (start + Chunk) / EventsAVisitor; visitor++)
        {
            copy.StartRow();
            copy.Write("demo", NpgsqlDbType.Varchar);
            copy.Write(Stream(visitor), NpgsqlDbType.Varchar);
            copy.Write((long)EventsAVisitor, NpgsqlDbType.Bigint);
        }

        copy.Complete();
    }

    private static void Events(NpgsqlConnection connection, int start, long sequence)
    {
        using var copy = connection.BeginBinaryImport(
            "copy journey.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, is_archived) "
                + "from stdin (format binary)"
        );
        var now = DateTime.UtcNow;
        for (var i = 0; i < Chunk; i++)
        {
            // Visitors of a group take turns, so that a page of the projection meets many of them.
            var group = (start + i) / (Interleaved * EventsAVisitor);
            var inGroup = (start + i) % (Interleaved * EventsAVisitor);
            var (visitor, nth) = ((group * Interleaved) + (inGroup % Interleaved), inGroup / Interleaved);
            var fact = Fact(visitor, nth);
            copy.StartRow();
            copy.Write(sequence + i, NpgsqlDbType.Bigint);
            copy.Write(FactIds.Of("demo", fact.MessageId), NpgsqlDbType.Uuid);
            copy.Write(Stream(visitor), NpgsqlDbType.Varchar);
            copy.Write((long)nth + 1, NpgsqlDbType.Bigint);
            copy.Write(Encoding.UTF8.GetBytes(FactJson.Write(fact)), NpgsqlDbType.Jsonb);
            copy.Write(Type, NpgsqlDbType.Varchar);
            copy.Write(now, NpgsqlDbType.TimestampTz);
            copy.Write("demo", NpgsqlDbType.Varchar);
            copy.Write(false, NpgsqlDbType.Boolean);
        }

        copy.Complete();
    }

    private static string Stream(int visitor) => $"visitor/seeded-{visitor}";

    /// <remarks>Sixty days, whatever the number of events: a report's size shall not depend on the log's.</remarks>
    private static InteractionRecorded Fact(int visitor, int nth)
    {
        var day = (visitor * 7919L) % 60;
        var at = new DateTimeOffset(2026, 9, 1, 8, 0, 0, TimeSpan.Zero)
            .AddDays(day + (nth > 2 ? visitor % 9 : 0))
            .AddSeconds((visitor % 3600) + (nth * 60));
        var order = nth == EventsAVisitor - 1 && visitor % 8 == 0;
        return new InteractionRecorded(
            $"seeded-{visitor}-{nth}",
            order ? "track" : "page",
            order ? "order" : "article",
            $"/articles/{visitor % 40}",
            "example.org",
            null,
            at,
            at
        );
    }
}
