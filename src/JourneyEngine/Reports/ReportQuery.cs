using System.Globalization;
using JourneyEngine.Decisions.Folding;
using JourneyEngine.Http;
using JourneyEngine.Sites;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace JourneyEngine.Reports;

/// <summary>What a report is asked: a funnel, the cohort days, a moment, whether to wait for what was just
/// acknowledged, and what only it can be asked.</summary>
/// <param name="Site">Whose key was presented.</param>
/// <param name="At">As of which moment: only what had occurred up to then; what is live where absent.</param>
/// <param name="Days">Days of visitors' first interactions, or of what happened where a report is about that: from, and
/// before (exclusive), in days of the site since 1970.</param>
/// <param name="Figure">A column of the table whose visitors are asked for; the report itself where absent.</param>
/// <param name="Limit">How many visitors at most.</param>
/// <param name="Own">The query as it came; see <see cref="Choice"/> and <see cref="Text"/>.</param>
public sealed record ReportQuery(
    string Site,
    string? Funnel,
    (int From, int Before) Days,
    DateTimeOffset? At,
    bool Wait,
    bool Csv,
    string? Figure,
    int Limit,
    IQueryCollection Own,
    ReportParameters Parameters,
    SiteCalendar Calendar
)
{
    /// <summary>Header of an answer to a question that reached beyond what there can be: what is meant
    /// instead.</summary>
    public const string Notice = "Journey-Notice";

    /// <summary>Reads it as a parameter of a report's handler.</summary>
    /// <exception cref="UnacceptableException">A value that the report cannot take.</exception>
    public static async ValueTask<ReportQuery?> BindAsync(HttpContext http) =>
        Of(
            http.Request,
            await http
                .RequestServices.GetRequiredService<SiteConfiguration>()
                .Calendar(http.User.Site(), http.RequestAborted)
        );

    private static ReportQuery Of(HttpRequest request, SiteCalendar calendar)
    {
        var (query, parameters) = (
            request.Query,
            request.HttpContext.GetEndpoint()!.Metadata.GetRequiredMetadata<ReportParameters>()
        );
        foreach (var closed in parameters.All.Where(it => it.Values.Length > 0))
        {
            if ((string?)query[closed.Name] is { } value && !closed.Values.Contains(value))
                throw new UnacceptableException(
                    $"'{closed.Name}' takes {string.Join(" or ", closed.Values.Where(it => it.Length > 0))}."
                );
        }

        return new ReportQuery(
            request.HttpContext.User.Site(),
            query["funnel"],
            Cohorts(query, request.HttpContext.Response),
            IsoTime.Parameter("at", query["at"], calendar),
            query["wait"] == "true",
            query["format"] == "csv",
            query["figure"],
            Visitors(query),
            query,
            parameters,
            calendar
        );
    }

    /// <returns>The value of a parameter with a closed set of values; the usual one where none is asked for.</returns>
    public string Choice(string name) => (string?)Own[name] ?? Parameters.All.Single(it => it.Name == name).Values[0];

    /// <returns>Null if it is not asked for.</returns>
    public string? Text(string name) => (string?)Own[name] is { Length: > 0 } text ? text : null;

    private static (int From, int Before) Cohorts(IQueryCollection query, HttpResponse response)
    {
        var (from, to) = (Day(query, "from") ?? 0, Day(query, "to"));
        if (from > to)
            throw new UnacceptableException("'from' is not later than 'to'.");
        if (from >= 0)
            return (from, to + 1 ?? int.MaxValue);
        response.Headers[Notice] = "from was clamped to 1970-01-01: nothing is older.";
        return (0, Math.Max(0, to + 1 ?? int.MaxValue));
    }

    private static int Visitors(IQueryCollection query)
    {
        if ((string?)query["limit"] is not { Length: > 0 } text)
            return FigureTrace.Usual;
        return
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var limit)
            && limit is >= 1 and <= FigureTrace.Most
            ? limit
            : throw new UnacceptableException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"'limit' takes a whole number from 1 to {FigureTrace.Most:N0}."
                )
            );
    }

    private static int? Day(IQueryCollection query, string name) =>
        (string?)query[name] is not { Length: > 0 } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber
        : throw new UnacceptableException($"'{name}' takes a day of the site, as 2026-01-31.");
}
