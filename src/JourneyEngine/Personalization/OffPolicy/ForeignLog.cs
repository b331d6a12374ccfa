using System.Globalization;
using System.Runtime.CompilerServices;
using CsvHelper;
using JourneyEngine.Decisions.OffPolicy;
using JourneyEngine.Http;

namespace JourneyEngine.Personalization.OffPolicy;

/// <summary>A log of decisions that some other system made, as CSV.</summary>
public static class ForeignLog
{
    public const string Form =
        "Send CSV with a header: propensity (with which the content was chosen, above 0 to 1), probability (with which "
        + "the other policy would choose the same one, 0 to 1), reward (what followed), "
        + "and for dm and dr predicted and expected (the reward that a model predicts of that content, and of the "
        + "other policy); visitor, where decisions of one are to be drawn together.";

    /// <summary>A propensity that was drawn with; less, and weights are beyond what can be summed.</summary>
    private const double Least = 1e-9;
    private const double Most = 1e9;
    private const int LongestRow = 1 << 20;

    private static readonly string[] Columns = ["propensity", "probability", "reward"];

    /// <summary>One row after the other: memory does not grow with the log.</summary>
    /// <param name="predicted">Whether a model's predictions are needed.</param>
    /// <returns>Each decision, and whose it is: the line's own where nobody is named.</returns>
    /// <exception cref="UnacceptableException">A line cannot be read, or there is none; the message says which, and what
    /// would be.</exception>
    public static async IAsyncEnumerable<(string Visitor, Replayed Decision)> Read(
        Stream from,
        bool predicted,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await using var csv = CsvReader.Create(
            from,
            new CsvReaderOptions { TrackLineNumbers = true, MaxRecordSize = LongestRow },
            leaveOpen: true
        );
        string[] columns = predicted ? [.. Columns, "predicted", "expected"] : Columns;
        var (any, visitors) = (false, false);
        while (await Next(csv, cancellation))
        {
            if (!any && columns.FirstOrDefault(it => !csv.Headers.Contains(it)) is { } missing)
                throw new UnacceptableException($"There is no column '{missing}'. {Form}");
            (any, visitors) = (true, any ? visitors : csv.Headers.Contains("visitor"));
            var decision = Row(csv, columns);
            yield return (
                visitors ? csv.GetString("visitor") : csv.LineNumber.ToString(CultureInfo.InvariantCulture),
                decision
            );
        }

        if (!any)
            throw new UnacceptableException($"There is no decision in it. {Form}");
    }

    private static async ValueTask<bool> Next(CsvReader csv, CancellationToken cancellation)
    {
        try
        {
            return await csv.ReadAsync(cancellation);
        }
        catch (CsvFormatException broken)
        {
            throw new UnacceptableException($"Line {broken.LineNumber}: it is no row of CSV. {Form}");
        }
    }

    private static Replayed Row(CsvReader csv, string[] columns)
    {
        var line = csv.LineNumber;
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
        return values is [var propensity, var probability, var reward, var mean, var expected]
            ? new Replayed(propensity, probability, reward, mean, expected)
            : new Replayed(values[0], values[1], values[2]);
    }
}
