using BitFaster.Caching.Lru;
using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Conversions;
using JourneyEngine.Log;
using Npgsql;
using NpgsqlTypes;

namespace JourneyEngine.Predictions;

/// <summary>The versions of a site's models.</summary>
public sealed class FittedModels(NpgsqlDataSource database)
{
    internal const string None = "No model is fitted yet: journey predict fit fits one.";
    private const int Kept = 100;

    private readonly ConcurrentLru<
        (string Site, string Funnel, int Version, string Kind, DateTimeOffset At),
        ConversionModel
    > _believed = new(Kept);

    /// <param name="at">Only models that look at nothing later; any where absent.</param>
    /// <returns>The one that knows most: fitting anew to less does not put it aside. What judged it later is left
    /// out.</returns>
    public async Task<ReturnModelFitted?> OfReturning(
        string site,
        DateTimeOffset? at,
        CancellationToken cancellation
    ) =>
        await Best<ReturnModelFitted>(site, StreamNames.ReturnModel, at, cancellation) is not { } best ? null
        : best.Calibration?.Until > at ? best with { Calibration = null }
        : best;

    /// <param name="at">Only models that look at nothing later; any where absent.</param>
    /// <returns>Of those of the latest version of the funnel, the one that knows most. What judged it later, and by
    /// that chose the challenger, is left out.</returns>
    public async Task<ConversionModelFitted?> OfConverting(
        string site,
        string funnel,
        DateTimeOffset? at,
        CancellationToken cancellation
    ) =>
        await Best<ConversionModelFitted>(site, StreamNames.ConversionModel(funnel), at, cancellation) is not { } best
            ? null
        : best.Calibration?.Until > at ? Unjudged(best)
        : best;

    /// <returns>The model with its posteriors. They are cached: to compute them takes longer than the rest of a
    /// prediction.</returns>
    internal ConversionModel Believed(string site, ConversionModelFitted model) =>
        _believed.GetOrAdd(
            (site, model.Funnel, model.Version, model.Kind, model.At),
            static (_, it) => ConversionModel.Of(it),
            model
        );

    private static ConversionModelFitted Unjudged(ConversionModelFitted it) =>
        it with
        {
            Kind = ConversionModelFitted.Shrunk,
            Calibration = null,
            Challenger = null,
            Cells = [.. it.Cells.Select(cell => cell with { Chance = null })],
        };

    /// <returns>The number of the latest version; 0 where there is none.</returns>
    internal Task<int> Versions(string site, string stream, CancellationToken cancellation) =>
        ConfigurationStreams.LatestVersion(database, site, stream, cancellation);

    /// <param name="at">Only models that look at nothing later; any where absent.</param>
    /// <returns>The one that knows most, as it was stored: also with what judged it later.</returns>
    internal async Task<T?> Best<T>(string site, string stream, DateTimeOffset? at, CancellationToken cancellation)
        where T : class
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await ConfigurationStreams.First<T>(
            connection,
            site,
            stream,
            "($3 is null or (data->>'until')::timestamptz <= $3)",
            "(data->>'funnelVersion')::int desc nulls last, (data->>'until')::timestamptz desc",
            new() { Value = (object?)at?.ToUniversalTime() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz },
            cancellation
        );
    }
}
