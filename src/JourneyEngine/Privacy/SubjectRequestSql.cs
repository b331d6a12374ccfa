namespace JourneyEngine.Privacy;

/// <summary>Statements about requests of controllers, for a transaction in which something else happens, too.</summary>
public static class SubjectRequestSql
{
    /// <summary>Takes a request in. Its values are <see cref="Values"/>.</summary>
    public const string Insertion = """
        insert into journey.subject_requests (site, id, type, status, visitors, marks, callbacks, submitted_at, received_at, due_at, expected_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """;

    /// <summary>Completes one. Its values are <see cref="CompletionValues"/>.</summary>
    public const string Completion =
        "update journey.subject_requests set status = 'completed', visitors = ?, results_until = ?, results = ? where "
        + "site = ? and id = ?";

    public static object[] Values(SubjectRequest it) =>
        [
            it.Site,
            it.Id,
            it.Type,
            it.Status,
            it.Visitors,
            it.Marks,
            it.Callbacks,
            it.SubmittedAt,
            it.ReceivedAt,
            it.DueAt,
            it.ExpectedAt,
        ];

    public static object[] CompletionValues(SubjectRequest it) =>
        [it.Visitors, (object?)it.ResultsUntil ?? DBNull.Value, it.Results ?? 0, it.Site, it.Id];
}
