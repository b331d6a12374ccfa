using JourneyEngine.Contracts;
using JourneyEngine.Decisions.Conversions;
using JourneyEngine.Decisions.Returns;
using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Journeys.Projecting;
using JourneyEngine.Log;
using JourneyEngine.Reports;
using JourneyEngine.Sites;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace JourneyEngine.Predictions;

/// <summary>How good the predictions are: what was expected beside what came.</summary>
public sealed class PredictionReport : IReport
{
    private const string Definition =
        "Returning: visitors known when the model was fitted, by the days with visits after their first; how many more "
        + "days with visits were expected of them on average until the "
        + "end of the window, and how many came. The Brier score is the mean squared error of the chance to return at "
        + "least once; the base score is that of saying the same "
        + "of everybody. Converting: visits at risk that began after the moment that the model was fitted up to, in "
        + "ten bins by the chance that they were given, and the share that "
        + "converted; calibrationError is the mean distance of the two, and the base scores are those of saying the "
        + "earlier rate of every visit. "
        + "Nothing that came later than a model's end was seen when it was fitted.";

    /// <param name="Model">Of returning.</param>
    /// <param name="Holds">Whether the model kept its word on later data; absent where it was held against
    /// none.</param>
    /// <param name="Abstains">Why nothing is predicted by it; absent while it is used.</param>
    /// <param name="Conversions">One for each funnel that has a model.</param>
    public sealed record Report(
        string Unit,
        string Definition,
        AsOf AsOf,
        ReturnModelFitted? Model,
        bool? Holds,
        string? Abstains,
        IReadOnlyList<ConversionReport> Conversions
    );

    /// <param name="ShareAbstained">Share of the later visits of which nothing was said, in [0, 1].</param>
    public sealed record ConversionReport(
        ConversionModelFitted Model,
        bool? Holds,
        double? ShareAbstained,
        string? Abstains
    );

    public ReportRoute Route =>
        new(
            "predictions",
            "How good the predictions are: what was expected beside what came.",
            Handle,
            typeof(Report),
            ReportParameters.With().Without("from", "to")
        )
        {
            Tag = "Predictions",
            Problems = [422],
        };

    public static async Task<IResult> Handle(
        ReportQuery query,
        FittedModels models,
        SiteConfiguration configuration,
        NpgsqlDataSource database,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        if (query.Wait)
            await AwaitProjection.Run(database, query.Site, settled: true, cancellation);
        var returning = await models.OfReturning(query.Site, query.At, cancellation);
        var converting = new List<(FunnelDefined Funnel, ConversionModelFitted Model)>();
        foreach (
            var funnel in await configuration.AllLatest<FunnelDefined>(query.Site, StreamNames.Funnel(""), cancellation)
        )
        {
            if (
                (query.Funnel ?? funnel.Name) == funnel.Name
                && await models.OfConverting(query.Site, funnel.Name, query.At, cancellation) is { } model
            )
                converting.Add((funnel, model));
        }

        var moment = query.At ?? clock.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return query.Csv
            ? Csv.File("predictions", CalibrationRow.Of(returning, converting.Select(it => it.Model)))
            : Results.Ok(
                new Report(
                    "visitors and visits",
                    Definition,
                    await ProjectionCheckpoint.Read(connection, query.Site, cancellation),
                    returning,
                    returning?.Calibration is { } it ? CalibrateReturns.IsUsable(it) : null,
                    returning is null ? null : PredictedReturn.Doubt(returning, moment),
                    [.. converting.Select(it => Of(it.Model, PredictedConversion.Doubt(it.Model, it.Funnel, moment)))]
                )
            );
    }

    private static ConversionReport Of(ConversionModelFitted model, string? abstains) =>
        model.Calibration is not { } it
            ? new(model, null, null, abstains)
            : new(
                model,
                it.Visits == 0 ? null : CalibrateConversions.IsUsable(it),
                (double)it.Abstained / (it.Abstained + it.Visits),
                abstains
            );
}
