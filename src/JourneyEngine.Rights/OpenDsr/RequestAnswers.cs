using System.Net.Http.Headers;
using System.Text.Json;
using JourneyEngine.Privacy;
using JourneyEngine.Rights.Outbound;
using JourneyEngine.Rights.Privacy;
using Marten;
using Wolverine;
using Wolverine.Marten;

namespace JourneyEngine.Rights.OpenDsr;

/// <summary>Does what controllers ask, and tells them.</summary>
/// <remarks>After a crash it begins again: who is erased stays so, and a controller may hear the same twice.</remarks>
internal sealed class RequestAnswers(
    SubjectRequests requests,
    EraseOnRequest forget,
    ExportFacts facts,
    KnownVisitors known,
    IDocumentStore store,
    IServiceScopeFactory scopes,
    GuardedHttp http,
    ProcessorSignature signature,
    PublicAddress address,
    ResultsAddress results,
    TimeProvider clock
)
{
    /// <summary>For how long results can be fetched; until then the request names whom it is about.</summary>
    private static readonly TimeSpan ResultsFor = TimeSpan.FromDays(7);

    /// <exception cref="NotSentException">It is to be tried again.</exception>
    public Task Answer(AnswerRequest request, CancellationToken cancellation) =>
        NotSentException.Guard(
            async () =>
            {
                if (await requests.Find(request.Site, request.Id, cancellation) is not { } asked)
                    return;
                if (await requests.Begin(asked.Site, asked.Id, cancellation))
                    await Spread(asked, SubjectRequestStatus.InProgress);
                else if (asked.Status != SubjectRequestStatus.InProgress)
                    return;
                await Complete(
                    asked.Type == SubjectRequestType.Erasure
                        ? await Erased(asked, cancellation)
                        : await Found(asked, cancellation),
                    cancellation
                );
            },
            cancellation
        );

    /// <exception cref="NotSentException">It is to be tried again.</exception>
    public Task Tell(TellController told, CancellationToken cancellation) =>
        NotSentException.Guard(
            async () =>
            {
                if (
                    await requests.Find(told.Site, told.Id, cancellation) is not { } asked
                    || asked.Status != told.Status
                    || address.Known is not { } host
                )
                    return;
                using var request = new HttpRequestMessage(HttpMethod.Post, asked.Callbacks[told.Callback]);
                var body = JsonSerializer.SerializeToUtf8Bytes(
                    Protocol.Callback.Of(asked, asked.Callbacks[told.Callback], results.Of(asked, host)),
                    Protocol.Json
                );
                request.Content = new ByteArrayContent(body);
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                request.Headers.Add(Protocol.DomainHeader, host.Host);
                request.Headers.Add(Protocol.SignatureHeader, signature.Of(body));
                using var answer = await http.Send(request, cancellation);
                if (!answer.IsSuccessStatusCode)
                    throw new NotSentException($"the controller answered {(int)answer.StatusCode}");
            },
            cancellation
        );

    /// <summary>Has every address of a request told.</summary>
    public async Task Spread(SubjectRequest asked, string status)
    {
        await using var scope = scopes.CreateAsyncScope();
        await Spread(scope.ServiceProvider.GetRequiredService<IMessageBus>(), asked, status);
    }

    private static async Task Spread(IMessageBus bus, SubjectRequest asked, string status)
    {
        for (var i = 0; i < asked.Callbacks.Length; i++)
            await bus.PublishAsync(new TellController(asked.Site, asked.Id, i, status));
    }

    private async Task<SubjectRequest> Erased(SubjectRequest asked, CancellationToken cancellation)
    {
        var gone = 0L;
        foreach (var visitor in asked.Visitors)
            gone += (
                await forget.Run(new Caller(asked.Site, visitor, IsVisitor: false), alongWithLinked: true, cancellation)
            )
                .Statement
                .Facts;
        return asked with { Visitors = [], Results = gone };
    }

    private async Task<SubjectRequest> Found(SubjectRequest asked, CancellationToken cancellation)
    {
        var found = new List<(string Visitor, int Facts)>();
        foreach (var visitor in asked.Visitors)
        {
            var person = await known.Person(new Caller(asked.Site, visitor, IsVisitor: false), cancellation);
            found.Add((visitor, (await facts.Of(asked.Site, person, cancellation)).Count));
        }

        return asked with
        {
            Visitors = [.. found.Where(it => it.Facts > 0).Select(it => it.Visitor)],
            ResultsUntil = clock.GetUtcNow() + ResultsFor,
            Results = found.Sum(it => it.Facts),
        };
    }

    /// <remarks>In one transaction: nobody is told what did not happen, and nothing happens that nobody is
    /// told.</remarks>
    private async Task Complete(SubjectRequest done, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var session = store.LightweightSession(done.Site);
        var outbox = scope.ServiceProvider.GetRequiredService<IMartenOutbox>();
        outbox.Enroll(session);
        session.QueueSqlCommand(SubjectRequestSql.Completion, SubjectRequestSql.CompletionValues(done));
        await Spread(outbox, done, SubjectRequestStatus.Completed);
        await session.SaveChangesAsync(cancellation);
    }
}
