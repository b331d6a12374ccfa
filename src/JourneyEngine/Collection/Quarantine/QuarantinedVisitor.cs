using JourneyEngine.Journeys;
using Npgsql;

namespace JourneyEngine.Collection.Quarantine;

/// <summary>What is set aside of one visitor, within whatever transaction the connection has.</summary>
public static class QuarantinedVisitor
{
    /// <summary>Until the end of the transaction nothing of this visitor is set aside by anybody else.</summary>
    public static Task Hold(NpgsqlConnection connection, byte[] mark, CancellationToken cancellation) =>
        Hold(connection, mark, "", cancellation);

    internal static async Task Hold(
        NpgsqlConnection connection,
        byte[] mark,
        string kind,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand($"select pg_advisory_xact_lock{kind}($1)", connection);
        command.Parameters.Add(new() { Value = System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(mark) });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Deletes all that a visitor's pseudonyms are in, within whatever transaction the connection
    /// has.</summary>
    /// <returns>How many items.</returns>
    public static async Task<int> Forget(
        NpgsqlConnection connection,
        string site,
        byte[][] marks,
        CancellationToken cancellation
    ) =>
        await QuarantineTable.Run(
            new NpgsqlCommand(
                "delete from journey.quarantine where site = $1 and (mark = any($2) or alias_mark = any($2))",
                connection
            ),
            cancellation,
            site,
            marks
        );

    /// <inheritdoc cref="EraseWith"/>
    /// <remarks>Nothing of the visitor is set aside by anybody else until the transaction ends.</remarks>
    internal static async Task Erase(
        NpgsqlConnection connection,
        string site,
        string visitor,
        byte[] mark,
        CancellationToken cancellation
    )
    {
        await Hold(connection, mark, cancellation);
        await Forget(connection, site, [mark], cancellation);
    }
}
