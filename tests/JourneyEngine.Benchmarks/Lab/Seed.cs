using System.Globalization;
using System.Text;
using JourneyEngine.Contracts;
using JourneyEngine.Log;
using JourneyEngine.Log.Appending;
using Npgsql;
using NpgsqlTypes;

namespace JourneyEngine.Benchmarks.Lab;

/// <summary>Whose events a log is filled with.</summary>
/// <param name="Name">Each visitor's id is this, and a number.</param>
/// <param name="Agree">They consent to be personalised for.</param>
/// <param name="Linked">Of three devices two are one person's, told after some events; else each is somebody's
/// own.</param>
internal sealed record SeededVisitors(string Name = "seeded", bool Agree = false, bool Linked = false);

/// <summary>Fills the engine's log as captures would have: five events a visitor, two visits on average, sessions of
/// many visitors interleaved.</summary>
internal static class Seed
{
    private const int EventsAVisitor = 5;
    private const int LinkedAt = 2;
    private const int Interleaved = 500;
    private const int Chunk = 50_000;

    /// <param name="from">How many were seeded before.</param>
    /// <param name="to">A multiple of 50,000.</param>
    public static async Task Fill(Laboratory laboratory, int from, int to, SeededVisitors? who = null)
    {
        who ??= new SeededVisitors();
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
            await Task.Run(() => Streams(connection, start, who));
            await Task.Run(() => Events(connection, start, first, who));
            await transaction.CommitAsync();
            if ((start + Chunk) % 1_000_000 == 0)
                Console.Error.WriteLine($"  {start + Chunk:N0} events seeded");
        }

        await laboratory.Run("analyze journey.mt_events; analyze journey.mt_streams");
    }

    private static void Streams(NpgsqlConnection connection, int start, SeededVisitors who)
    {
        using var copy = connection.BeginBinaryImport(
            "copy journey.mt_streams (tenant_id, id, version) from stdin (format binary)"
        );
        for (var visitor = start / EventsAVisitor; visitor < (start + Chunk) / EventsAVisitor; visitor++)
        {
            copy.StartRow();
            copy.Write("demo", NpgsqlDbType.Varchar);
            copy.Write(Stream(who, visitor), NpgsqlDbType.Varchar);
            copy.Write((long)EventsAVisitor, NpgsqlDbType.Bigint);
        }

        copy.Complete();
    }

    private static void Events(NpgsqlConnection connection, int start, long sequence, SeededVisitors who)
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
            var (id, fact) = Fact(who, visitor, nth);
            copy.StartRow();
            copy.Write(sequence + i, NpgsqlDbType.Bigint);
            copy.Write(FactIds.Of("demo", id), NpgsqlDbType.Uuid);
            copy.Write(Stream(who, visitor), NpgsqlDbType.Varchar);
            copy.Write((long)nth + 1, NpgsqlDbType.Bigint);
            copy.Write(Encoding.UTF8.GetBytes(FactJson.Write(fact)), NpgsqlDbType.Jsonb);
            copy.Write(StoredFacts.NameOf(fact.GetType()), NpgsqlDbType.Varchar);
            copy.Write(now, NpgsqlDbType.TimestampTz);
            copy.Write("demo", NpgsqlDbType.Varchar);
            copy.Write(false, NpgsqlDbType.Boolean);
        }

        copy.Complete();
    }

    private static string Stream(SeededVisitors who, int visitor) => $"visitor/{who.Name}-{visitor}";

    /// <remarks>Sixty days, whatever the number of events: a report's size shall not depend on the log's.</remarks>
    private static (string Id, object Fact) Fact(SeededVisitors who, int visitor, int nth)
    {
        var id = $"{who.Name}-{visitor}-{nth}";
        var day = (visitor * 7919L) % 60;
        var at = new DateTimeOffset(2026, 9, 1, 8, 0, 0, TimeSpan.Zero)
            .AddDays(day + (nth > 2 ? visitor % 9 : 0))
            .AddSeconds((visitor % 3600) + (nth * 60));
        var order = nth == EventsAVisitor - 1 && visitor % 8 == 0;
        if (who.Linked && visitor % 3 < 2 && nth == LinkedAt)
            return (id, new IdentityLinked(id, $"{who.Name}-{visitor}", $"{who.Name}-user-{visitor / 3}", at, true));
        return (
            id,
            new InteractionRecorded(
                id,
                order ? "track" : "page",
                order ? "order" : "article",
                $"/articles/{visitor % 40}",
                "example.org",
                null,
                at,
                at,
                Choices: who.Agree && nth == 0 ? new Choices([Purpose.Personalize], []) : null
            )
        );
    }
}
