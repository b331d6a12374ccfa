using JourneyEngine.Http;
using JourneyEngine.Journeys;
using JourneyEngine.Reports;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace JourneyEngine.Privacy;

/// <summary>What was asked about visitors' data, by controllers on their behalf and by themselves, and what of it waits
/// for too long.</summary>
public sealed class RequestReport : IReport
{
    private const string Definition =
        "rows: requests that controllers passed on, by type and by what became of them; waiting: not done yet; "
        + "overdue: those of them that should have been done by now. "
        + "acts: what visitors did on their own page or by its calls (actor visitor), and what an admin key did for "
        + "them (actor site); each is carried out at once. "
        + "from, to and at choose by the day on which it was asked; what became of it is told as it is now. CSV: "
        + "table=rows or acts.";

    /// <param name="Type"><c>access</c>, <c>portability</c> or <c>erasure</c>.</param>
    /// <param name="Earliest">By when the first of those that wait should be done.</param>
    public sealed record Row(
        string Type,
        long Received,
        long Waiting,
        long Overdue,
        long Completed,
        long Cancelled,
        DateTimeOffset? Earliest
    );

    /// <param name="Actor"><c>visitor</c> or <c>site</c>.</param>
    /// <param name="Action">Such as <c>see</c>, <c>choose</c> or <c>erase</c>.</param>
    public sealed record Act(string Actor, string Action, long Times, DateTimeOffset Latest);

    public sealed record Report(
        string Unit,
        string Definition,
        AsOf AsOf,
        IReadOnlyList<Row> Rows,
        IReadOnlyList<Act> Acts
    );

    public ReportRoute Route =>
        new(
            "requests",
            "What was asked about visitors' data, by whom, and what of it is overdue.",
            Handle,
            typeof(Report),
            ReportParameters
                .With(new ReportParameter("table", "Which table the CSV holds.", "rows", "acts"))
                .Without("funnel", "wait")
        )
        {
            Problems = [422],
        };

    public static async Task<IResult> Handle(
        ReportQuery query,
        NpgsqlDataSource database,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var asked = (
            From: Start(query, query.Days.From),
            Before: new[] { Start(query, query.Days.Before), (query.At ?? now).AddTicks(1) }.Min()
        );
        var rows = await CountRequests.Rows(connection, query.Site, asked, now, cancellation);
        var acts = await CountRequests.Acts(connection, query.Site, asked, cancellation);
        return (query.Csv, query.Choice("table")) switch
        {
            (true, "acts") => Csv.File("acts", acts),
            (true, _) => Csv.File("requests", rows),
            _ => Results.Ok(
                new Report(
                    "requests",
                    Definition,
                    await ProjectionCheckpoint.Read(connection, query.Site, cancellation) with
                    {
                        Time = query.Calendar.Local(now),
                        Complete = true,
                    },
                    rows,
                    acts
                )
            ),
        };
    }

    private static DateTimeOffset Start(ReportQuery query, int day) =>
        day >= DateOnly.MaxValue.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber
            ? DateTimeOffset.MaxValue
            : query.Calendar.StartOf(DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays(day));
}
