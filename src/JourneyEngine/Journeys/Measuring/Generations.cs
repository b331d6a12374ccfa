using System.Security.Cryptography;
using System.Text;
using JourneyEngine.Decisions.Measures;
using Npgsql;

namespace JourneyEngine.Journeys.Measuring;

/// <summary>
/// Which measures the projection sums by. Hosts of two versions may run at once: the newer one takes over, the older
/// one stops projecting and only reads. Whoever holds the lock of the checkpoint's row may change the generation.
/// </summary>
/// <param name="measures">All of this version.</param>
internal sealed class Generations(IReadOnlyList<Measure> measures)
{
    /// <summary>An older version takes over when the newer one has been silent for so long, as after a return to
    /// it.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    private readonly Lazy<string> _fingerprint = new(() =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    string.Join('\n', measures.Select(it => it.Fingerprint).Order(StringComparer.Ordinal))
                )
            )
        )[..32]
    );

    private Generation? _current;

    public IReadOnlyList<Measure> Measures => measures;

    /// <summary>The generation in force.</summary>
    public async Task<Generation> Current(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "select coalesce(max(generation), 0) from journey.progress where name = 'journeys'",
            connection
        );
        return await At(connection, (int)(await command.ExecuteScalarAsync(cancellation))!, cancellation);
    }

    /// <summary>Within a transaction that holds the checkpoint: makes the measures of this version those that are
    /// projected.</summary>
    /// <returns>Null if a newer version projects on this database.</returns>
    public async Task<Generation?> Claim(
        NpgsqlConnection connection,
        Checkpoint checkpoint,
        CancellationToken cancellation
    )
    {
        var generation = await At(connection, checkpoint.Generation, cancellation);
        if (generation.IsOurs)
            return generation;
        if (generation.IsKnown && checkpoint.Silent < Silence)
            return null;
        if (generation.Number == 0)
            await OlderBinaries.BlockWrites(connection, cancellation);
        var kept = generation.Measures.ToDictionary(it => it.Fingerprint, generation.IdOf);
        await NextGeneration.Begin(connection, _fingerprint.Value, measures, kept, cancellation);
        // Not to be remembered before it is committed: its number may be given to another one.
        return await Load(connection, cancellation);
    }

    /// <summary>
    /// Within a transaction that holds the checkpoint: the sums of some measures are given up, and made anew by whoever
    /// projects, since something was in them that this version cannot take back.
    /// </summary>
    public static Task GiveUp(
        NpgsqlConnection connection,
        Generation generation,
        IReadOnlyList<int> ids,
        CancellationToken cancellation
    ) => ids.Count == 0 ? Task.CompletedTask : NextGeneration.Renew(connection, generation.Stored, ids, cancellation);

    private async Task<Generation> At(NpgsqlConnection connection, int number, CancellationToken cancellation)
    {
        if (_current is { } known && known.Number == number)
            return known;
        var current = await Load(connection, cancellation);
        return current.Number == number ? _current = current : current;
    }

    private async Task<Generation> Load(NpgsqlConnection connection, CancellationToken cancellation) =>
        new(measures, _fingerprint.Value, await GenerationTable.Read(connection, cancellation));
}
