using System.Diagnostics;
using JourneyEngine.Decisions.Measures;
using JourneyEngine.Log;
using Npgsql;

namespace JourneyEngine.Journeys.Projecting;

/// <summary>Waits for the projection, on whichever host it runs.</summary>
public static class AwaitProjection
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Waits until everything that is committed now is included.</summary>
    /// <param name="settled">Whether journeys that are being folded anew under changed rules are waited for as
    /// well.</param>
    /// <exception cref="TimeoutException">30 s were not enough.</exception>
    /// <returns>The position that is included.</returns>
    public static Task<long> Run(
        NpgsqlDataSource database,
        string site,
        bool settled,
        CancellationToken cancellation
    ) => Until(database, site, settled, null, cancellation);

    /// <summary>Waits so long for what is stored already that whoever asks next sees its effect; who waits for longer is
    /// answered all the same, as nothing is wrong with it.</summary>
    public static async Task Try(NpgsqlDataSource database, string site, CancellationToken cancellation)
    {
        try
        {
            await Run(database, site, settled: false, cancellation);
        }
        catch (Exception failure) when (failure is TimeoutException or NpgsqlException)
        {
            // Reports say up to when they count.
        }
    }

    /// <summary>The same for the sums of some measures.</summary>
    /// <exception cref="TimeoutException">30 s were not enough.</exception>
    public static Task<long> Run(
        NpgsqlDataSource database,
        string site,
        IReadOnlyList<Measure> measures,
        CancellationToken cancellation
    ) => Until(database, site, settled: true, measures, cancellation);

    private static async Task<long> Until(
        NpgsqlDataSource database,
        string site,
        bool settled,
        IReadOnlyList<Measure>? measures,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var target = await LogPosition.Last(connection, cancellation);
        var waited = Stopwatch.StartNew();
        while (
            await ProjectionCheckpoint.Read(connection, site, measures, cancellation) is var asOf
            && (asOf.Position < target || (settled && !asOf.Complete))
        )
        {
            if (waited.Elapsed > Patience)
                throw new TimeoutException(
                    $"The projection is at {asOf.Position} of {target} after {Patience.TotalSeconds} s."
                );
            await Task.Delay(20, cancellation);
        }

        return target;
    }
}
