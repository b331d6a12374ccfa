using System.Globalization;
using System.Text;
using CsvHelper;
using JourneyEngine.Decisions.OffPolicy;
using JourneyEngine.Http;
using JourneyEngine.Log;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace JourneyEngine.Personalization.OffPolicy;

/// <summary>
/// What another policy would have earned on decisions that some other system logged: for whoever wants to know before
/// changing over. Nothing of the log is kept.
/// </summary>
public static class EstimateLog
{
    private const int MostBytes = 1024 * 1024;
    private const int Resamples = 1_000;

    /// <summary>A propensity that was drawn with; less, and weights are beyond what can be summed.</summary>
    private const double Least = 1e-9;
    private const double Most = 1e9;

    private const string Form =
        "Send CSV with a header: propensity (with which the content was chosen, above 0 to 1), probability (with which "
        + "the other policy would choose the same one, 0 to 1), reward (what followed), "
        + "and for dm and dr predicted and expected (the reward that a model predicts of that content, and of the "
        + "other policy); visitor, where decisions of one are to be drawn together.";

    /// <param name="estimator"><c>ips</c>, <c>snips</c>, <c>dm</c> or <c>dr</c>; the second where absent.</param>
    /// <param name="clip">Greatest weight.</param>
    /// <param name="seed">Of the bootstrap.</param>
    public static async Task<IResult> Handle(
        [FromQuery] string? estimator,
        [FromQuery] double? clip,
        [FromQuery] long? seed,
        HttpRequest request,
        CancellationToken cancellation
    )
    {
        var how = Valuation.Of(estimator ?? nameof(Estimator.Snips), clip, seed);
        using var body = new BoundedBody(MostBytes);
        if (!await body.Fill(request.Body, cancellation))
            throw new UnacceptableException(
                $"A log has at most {MostBytes} bytes.",
                StatusCodes.Status413PayloadTooLarge
            );
        var decisions = Read(Encoding.UTF8.GetString(body.Bytes.Span), how.Estimator is Estimator.Dm or Estimator.Dr);
        using var turn = await FullScanLimiter.Acquire(cancellation);
        return Results.Ok(
            Estimate.OfVisitors(
                how.Estimator,
                decisions.GroupBy(it => it.Visitor, it => it.Decision),
                how.Seed,
                how.Clip,
                Resamples
            )
        );
    }

    private static List<(string Visitor, Replayed Decision)> Read(string text, bool predicted)
    {
        using var csv = CsvReader.FromText(text, new CsvReaderOptions());
        var columns = (
            predicted
                ? (string[])["propensity", "probability", "reward", "predicted", "expected"]
                : ["propensity", "probability", "reward"]
        );
        var rows = new List<(string, Replayed)>();
        var visitors = false;
        while (csv.Read())
        {
            if (rows.Count == 0 && columns.FirstOrDefault(it => !csv.Headers.Contains(it)) is { } missing)
                throw new UnacceptableException($"There is no column '{missing}'. {Form}");
            visitors = rows.Count == 0 ? csv.Headers.Contains("visitor") : visitors;
            var line = rows.Count + 2;
            var values = Array.ConvertAll(
                columns,
                it =>
                    double.TryParse(csv.GetString(it), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                    && double.IsFinite(value)
                        ? value
                        : throw new UnacceptableException($"Line {line}: {it} is a number. {Form}")
            );
            if (values[0] is not (>= Least and <= 1) || values[1] is not (>= 0 and <= 1))
                throw new UnacceptableException(
                    $"Line {line}: propensity is above 0 and at most 1, probability at least 0 and at most 1."
                );
            if (Array.Exists(values[2..], it => Math.Abs(it) > Most))
                throw new UnacceptableException($"Line {line}: rewards lie between -{Most:0} and {Most:0}.");
            rows.Add(
                (
                    visitors ? csv.GetString("visitor") : line.ToString(CultureInfo.InvariantCulture),
                    predicted
                        ? new Replayed(values[0], values[1], values[2], values[3], values[4])
                        : new Replayed(values[0], values[1], values[2])
                )
            );
        }

        return rows.Count > 0 ? rows : throw new UnacceptableException($"There is no decision in it. {Form}");
    }
}
