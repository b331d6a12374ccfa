using JourneyEngine.Http;
using JourneyEngine.Privacy;
using JourneyEngine.Rights.Outbound;
using JourneyEngine.Rights.Privacy;
using Marten;
using Wolverine;
using Wolverine.Marten;

namespace JourneyEngine.Rights.OpenDsr;

/// <summary>Takes a controller's request in; it is acted on when the time to cancel it is over.</summary>
internal sealed class SubmitRequest(
    RequestSettings settings,
    SubjectRequests requests,
    IDocumentStore store,
    IServiceScopeFactory scopes,
    GuardedHttp guard,
    PublicAddress address,
    AuditLog audit,
    KeyDerivation keyring,
    VisitorIds ids,
    TimeProvider clock
)
{
    /// <summary>What is promised beyond the time to cancel: a request waits for the vault if it must.</summary>
    private static readonly TimeSpan Promise = TimeSpan.FromDays(1);

    public async Task<IResult> Run(HttpContext http, CancellationToken cancellation)
    {
        var site = await Access.Site(http);
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, cancellation);
        var (read, mistakes) = ReadRequest.Of(body.ToArray(), guard.Wrong);
        if (read is { Callbacks.Length: > 0 } && address.Known is null)
            mistakes =
            [
                new Protocol.Mistake(
                    "Configuration",
                    "status_callback_urls",
                    "status_callback_urls: this host does not know its own address; set JOURNEY_PUBLIC_URL, or leave "
                        + "them out."
                ),
            ];
        if (read is null || mistakes.Count > 0)
            return Refused(mistakes);
        read = read with { Visitors = [.. read.Visitors.Select(it => ids.Of(site, it)).Distinct()] };
        var asked = New(site, read, clock.GetUtcNow());
        var taken = await requests.Find(site, read.Id, cancellation) ?? await Take(asked, read, cancellation);
        return taken.Asks(asked)
            ? new Signed(Protocol.Receipt.Of(taken, body.ToArray()), StatusCodes.Status201Created)
            : Refused([
                new Protocol.Mistake(
                    "Validation",
                    "subject_request_id",
                    "subject_request_id is that of another request, which is not the same."
                ),
            ]);
    }

    /// <remarks>Stored and queued in one transaction: there is no request that nobody acts on.</remarks>
    private async Task<SubjectRequest> Take(SubjectRequest asked, ReadRequest read, CancellationToken cancellation)
    {
        foreach (var visitor in read.Visitors)
            await audit.Note(asked.Site, visitor, "site", $"request {asked.Type}", cancellation);
        await using var scope = scopes.CreateAsyncScope();
        await using var session = store.LightweightSession(asked.Site);
        var outbox = scope.ServiceProvider.GetRequiredService<IMartenOutbox>();
        outbox.Enroll(session);
        session.QueueSqlCommand(SubjectRequestSql.Insertion, SubjectRequestSql.Values(asked));
        await outbox.ScheduleAsync(new AnswerRequest(asked.Site, asked.Id), asked.DueAt);
        try
        {
            await session.SaveChangesAsync(cancellation);
        }
        catch (Exception failure)
            when (failure.GetBaseException()
                    is Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.UniqueViolation }
            )
        {
            // The same controller sent it twice at the same time.
        }

        return await requests.Find(asked.Site, asked.Id, cancellation) ?? asked;
    }

    private SubjectRequest New(string site, ReadRequest read, DateTimeOffset now) =>
        new(
            site,
            read.Id,
            read.Type,
            SubjectRequestStatus.Pending,
            read.Visitors,
            [.. read.Visitors.Select(it => keyring.SubjectHash(site, it))],
            read.Callbacks,
            read.SubmittedAt,
            now,
            now + settings.Wait,
            now + settings.Wait + Promise
        );

    private static IResult Refused(IReadOnlyList<Protocol.Mistake> mistakes) =>
        Results.Problem(
            string.Join(" ", mistakes.Select(it => it.Message)),
            statusCode: StatusCodes.Status400BadRequest,
            title: "This is not a request as OpenDSR 2.0 has it",
            extensions: new Dictionary<string, object?>
            {
                ["error"] = new Protocol.Error(StatusCodes.Status400BadRequest, mistakes[0].Message, [.. mistakes]),
            }
        );
}
